package io.botflow.analytics.local.dashboard;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Customers who talk now as others did before: dialogues again, many at a time, as conversations of their own. */
final class LiveDialogues {
    /** As many at a time as a second has events, so that each customer has a second to think. */
    private static final int FEWEST_AT_A_TIME = 5;

    private static final double NANOS_PER_SECOND = 1e9;

    private final EventProducer producer;
    private final Iterator<List<BotEvent>> dialogues;
    private final double eventsPerSecond;
    private final Duration length;
    private final Deque<Talk> talks = new ArrayDeque<>();
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopped;

    private LiveDialogues(
            String bootstrapServers, List<List<BotEvent>> dialogues, double eventsPerSecond, Duration length) {
        this.producer = EventProducer.to(bootstrapServers, 0);
        this.dialogues = Stream.generate(() -> dialogues).flatMap(List::stream).iterator();
        this.eventsPerSecond = eventsPerSecond;
        this.length = length;
        this.thread = new Thread(this::run, "dialogues");
    }

    /** Begins to send. */
    static LiveDialogues start(
            String bootstrapServers, List<List<BotEvent>> dialogues, double eventsPerSecond, Duration length) {
        LiveDialogues live = new LiveDialogues(bootstrapServers, dialogues, eventsPerSecond, length);
        live.thread.setDaemon(true);
        live.thread.start();
        return live;
    }

    /** How many events were sent so far. */
    long sent() {
        return sent.get();
    }

    private void run() {
        long start = System.nanoTime();
        for (long i = 0; !stopped; i++) {
            long due = (long) (i / eventsPerSecond * NANOS_PER_SECOND);
            if (due >= length.toNanos()) {
                return;
            }
            awaitTime(start + due);
            send();
        }
    }

    private void awaitTime(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
    }

    /** The next event of the talk whose turn it is. */
    private void send() {
        while (talks.size() < Math.max(FEWEST_AT_A_TIME, eventsPerSecond)) {
            talks.add(new Talk(UUID.randomUUID(), dialogues.next().iterator()));
        }
        Talk talk = talks.remove();
        BotEvent event = talk.next(System.currentTimeMillis());
        producer.send(talk.conversationId().toString(), EventJson.plain(event));
        sent.incrementAndGet();
        if (talk.events().hasNext()) {
            talks.add(talk);
        }
    }

    /** Stops sending; what was sent is stored. */
    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
        producer.close();
    }

    /** One dialogue as it is told again. */
    private record Talk(UUID conversationId, Iterator<BotEvent> events) {
        BotEvent next(long now) {
            BotEvent like = events.next();
            return new BotEvent(
                    like.type(),
                    UUID.randomUUID(),
                    now,
                    like.organizationId(),
                    like.botId(),
                    conversationId,
                    like.customerPhone(),
                    like.text(),
                    like.textHash(),
                    like.responseTimeMillis(),
                    like.outcome(),
                    like.tokensUsed(),
                    like.costNanos(),
                    like.knowledgeBase(),
                    like.resolutionStatus(),
                    like.rating());
        }
    }
}
