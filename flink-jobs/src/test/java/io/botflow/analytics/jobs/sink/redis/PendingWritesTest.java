package io.botflow.analytics.jobs.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PendingWritesTest {
    private static final UUID ORGANIZATION = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final int MOST_FRAMES = 10_000;
    private static final int MOST_CHARACTERS = 16_000_000;

    private final PendingWrites pending = new PendingWrites();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void keepsTheNewestValueOfAKeyAndMovesItToTheEnd() throws InterruptedException {
        pending.add(new RedisWrite.Text("a", "1"));
        pending.add(new RedisWrite.Text("b", "1"));
        pending.add(new RedisWrite.Text("a", "2"));

        assertThat(pending.size()).isEqualTo(2);
        assertThat(pending.take(Duration.ZERO).values())
                .containsExactly(new RedisWrite.Text("b", "1"), new RedisWrite.Text("a", "2"));
        assertThat(pending.size()).isZero();
    }

    @Test
    void keepsEveryFrameInOrder() throws InterruptedException {
        List<RedisWrite.Frame> frames = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RedisWrite.Frame frame = frame(Integer.toString(i % 3));
            frames.add(frame);
            pending.add(frame);
            pending.add(new RedisWrite.Text("a", "value"));
        }

        PendingWrites.Batch batch = pending.take(Duration.ZERO);
        assertThat(batch.frames()).isEqualTo(frames);
        assertThat(batch.values()).hasSize(1);
        assertThat(pending.take(Duration.ZERO).frames()).isEmpty();
    }

    @Test
    void takesNothingWhenNothingComes() throws InterruptedException {
        PendingWrites.Batch batch = pending.take(Duration.ofMillis(1));

        assertThat(batch.values()).isEmpty();
        assertThat(batch.frames()).isEmpty();
    }

    @Test
    void takesAWriteAsSoonAsItComes() throws Exception {
        FutureTask<PendingWrites.Batch> taking = waiting(() -> pending.take(Duration.ofDays(1)));

        pending.add(frame("1"));

        assertThat(taking.get().frames()).containsExactly(frame("1"));
    }

    @Test
    void waitsWhileTooManyFramesArePending() throws Exception {
        for (int i = 0; i < MOST_FRAMES; i++) {
            pending.add(frame("1"));
        }
        FutureTask<Void> adding = waiting(add(frame("last")));

        assertThat(pending.take(Duration.ZERO).frames()).hasSize(MOST_FRAMES);
        adding.get();
        assertThat(pending.take(Duration.ZERO).frames()).containsExactly(frame("last"));
    }

    @Test
    void waitsWhileTooLongFramesArePending() throws Exception {
        RedisWrite.Frame half = frame("1".repeat(MOST_CHARACTERS / 2));
        pending.add(half);
        pending.add(half);
        FutureTask<Void> adding = waiting(add(new RedisWrite.Text("a", "1")));

        assertThat(pending.take(Duration.ZERO).frames()).hasSize(2);
        adding.get();
        pending.add(half);
        assertThat(pending.take(Duration.ZERO).values()).hasSize(1);
    }

    @Test
    void isWrittenOnceTheNextIsAskedFor() throws Exception {
        pending.awaitWritten();
        pending.add(new RedisWrite.Text("a", "1"));
        FutureTask<Void> flushing = waiting(awaitWritten());

        pending.take(Duration.ZERO);
        assertWaitsStill(flushing);

        pending.take(Duration.ZERO);
        flushing.get();
        pending.awaitWritten();
    }

    @Test
    void isNotWrittenWhileMoreCameMeanwhile() throws Exception {
        pending.add(frame("1"));
        pending.take(Duration.ZERO);
        pending.add(frame("2"));
        FutureTask<Void> flushing = waiting(awaitWritten());

        pending.take(Duration.ZERO);
        assertWaitsStill(flushing);

        pending.take(Duration.ZERO);
        flushing.get();
    }

    @Test
    void failsWhoWaitsAndWhoComesLater() throws Exception {
        for (int i = 0; i < MOST_FRAMES; i++) {
            pending.add(frame("1"));
        }
        FutureTask<Void> adding = waiting(add(frame("last")));
        FutureTask<Void> flushing = waiting(awaitWritten());
        RuntimeException cause = new IllegalArgumentException("broken");

        pending.fail(cause);

        for (FutureTask<Void> task : List.of(adding, flushing)) {
            assertThatThrownBy(task::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(cause);
        }
        assertThatThrownBy(() -> pending.add(frame("later"))).hasCause(cause);
        assertThatThrownBy(pending::awaitWritten).hasCause(cause);
    }

    /** Calls in a thread of its own, and returns when that waits. */
    private <T> FutureTask<T> waiting(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "waiting");
        threads.add(thread);
        thread.start();
        await().until(() -> task.isDone()
                || thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
        assertWaitsStill(task);
        return task;
    }

    private static void assertWaitsStill(FutureTask<?> task) {
        await().during(Duration.ofMillis(100)).until(() -> !task.isDone());
    }

    private Callable<Void> add(RedisWrite write) {
        return () -> {
            pending.add(write);
            return null;
        };
    }

    private Callable<Void> awaitWritten() {
        return () -> {
            pending.awaitWritten();
            return null;
        };
    }

    private static RedisWrite.Frame frame(String data) {
        return new RedisWrite.Frame(ORGANIZATION, "new_message", data);
    }
}
