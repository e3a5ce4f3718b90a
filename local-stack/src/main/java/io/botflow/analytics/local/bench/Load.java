package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.EventProducer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Sends the events of a plan, each as soon as its time has come. */
final class Load {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LoadPlan plan;
    private final LoadEvents events;
    private final Schedule schedule;
    private final Instant start;
    private final Consumer<String> progress;

    /**
     * A load that nothing is sent of yet.
     *
     * @param start the time of the clock at which the schedule begins
     * @param progress is told now and then how far it is
     */
    Load(LoadPlan plan, LoadEvents events, Schedule schedule, Instant start, Consumer<String> progress) {
        this.plan = plan;
        this.events = events;
        this.schedule = schedule;
        this.start = start;
        this.progress = progress;
    }

    /** Sends the events whose numbers are in a range; what is late by then goes at once. */
    void send(EventProducer producer, long from, long to) {
        long nextProgress = System.nanoTime() + PROGRESS_NANOS;
        for (long number = from; number < to; number++) {
            long intended = schedule.intendedNanos(number);
            for (long wait = intended - System.nanoTime(); wait > 0; wait = intended - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            if (!plan.isSilent(number)) {
                Instant at = start.plusNanos(intended - schedule.startNanos());
                producer.send(events.key(number), events.event(number, at));
            }
            if (System.nanoTime() > nextProgress) {
                nextProgress += PROGRESS_NANOS;
                progress.accept((number + 1) + " events");
            }
        }
        producer.flush();
    }
}
