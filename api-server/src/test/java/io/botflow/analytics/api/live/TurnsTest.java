package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<Promise<Integer>> begun = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();

    /** Begins when its turn comes and lasts until its promise is done. */
    private Future<Integer> take(Turns turns, int number) {
        return turns.take(() -> {
            Promise<Integer> work = Promise.promise();
            begun.add(work);
            order.add(number);
            return work.future();
        });
    }

    @Test
    void lastNoLongerThanTheWorkAndKeepTheOrder() {
        Turns turns = new Turns(2);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(take(turns, i));
        }
        assertThat(order).containsExactly(0, 1);

        begun.get(1).complete(10);
        assertThat(order).containsExactly(0, 1, 2);
        assertThat(all.get(1).result()).isEqualTo(10);
        assertThat(all.get(0).isComplete()).isFalse();

        begun.get(0).complete(11);
        begun.get(2).complete(12);
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        begun.get(3).complete(13);
        begun.get(4).complete(14);
        assertThat(all).extracting(Future::result).containsExactly(11, 10, 12, 13, 14);
    }

    @Test
    void areFreeAgainAfterAFailure() {
        Turns turns = new Turns(1);
        Future<Integer> fails = take(turns, 0);
        Future<Integer> waits = take(turns, 1);
        IllegalStateException failure = new IllegalStateException("refused");

        begun.get(0).fail(failure);

        assertThat(fails.cause()).isSameAs(failure);
        assertThat(order).containsExactly(0, 1);
        begun.get(1).complete(7);
        assertThat(waits.result()).isEqualTo(7);
    }

    @Test
    void areFreeAgainAfterWorkThatThrows() {
        Turns turns = new Turns(1);
        IllegalStateException failure = new IllegalStateException("thrown");
        Future<Integer> first = take(turns, 0);
        Future<Integer> throwsLater = turns.take(() -> {
            throw failure;
        });
        Future<Integer> last = take(turns, 2);

        begun.get(0).complete(1);

        assertThat(first.result()).isEqualTo(1);
        assertThat(throwsLater.cause()).isSameAs(failure);
        begun.get(1).complete(2);
        assertThat(last.result()).isEqualTo(2);
        Future<Integer> throwsAtOnce = turns.take(() -> {
            throw failure;
        });
        assertThat(throwsAtOnce.cause()).isSameAs(failure);
    }

    @Test
    void keepTheOrderHoweverManyEndAtOnce() {
        Turns turns = new Turns(1);
        take(turns, -1);
        int crowd = 20_000;
        List<Integer> ended = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            int number = i;
            turns.take(() -> Future.failedFuture("refused")).onFailure(e -> ended.add(number));
        }

        begun.get(0).complete(0);

        assertThat(ended).hasSize(crowd).isSorted();
    }

    @Test
    void areNeverMoreThanSoManyWhateverHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int atOnce = 1 + random.nextInt(4);
        Turns turns = new Turns(atOnce);
        List<Promise<Integer>> running = new ArrayList<>();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int number = i;
            if (random.nextInt(5) < 3) {
                int kind = random.nextInt(5);
                all.add(turns.take(() -> {
                    order.add(number);
                    if (kind == 0) {
                        throw new IllegalStateException("thrown");
                    }
                    if (kind == 1) {
                        return Future.succeededFuture(number);
                    }
                    Promise<Integer> work = Promise.promise();
                    running.add(work);
                    return work.future();
                }));
            } else if (!running.isEmpty()) {
                end(running.remove(random.nextInt(running.size())), random);
            }
            assertThat(running).as("seed %d", seed).hasSizeLessThanOrEqualTo(atOnce);
        }
        while (!running.isEmpty()) {
            end(running.remove(0), random);
            assertThat(running).as("seed %d", seed).hasSizeLessThanOrEqualTo(atOnce);
        }

        assertThat(all).as("seed %d", seed).allMatch(Future::isComplete);
        assertThat(order).as("seed %d", seed).hasSameSizeAs(all).isSorted();
    }

    private static void end(Promise<Integer> work, Random random) {
        if (random.nextBoolean()) {
            work.complete(1);
        } else {
            work.fail("failed");
        }
    }
}
