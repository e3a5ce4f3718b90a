package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Hash64;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** Sends values, but for those events of which it cannot be known how they must end. */
final class HostileLoad {
    /** So many records come from one producer. */
    private static final int TURN = 2_000;

    /** A record that is sent now is at the broker by then, and in the future or not for good. */
    private static final Duration TRAVEL = Duration.ofMinutes(5);

    private final HostileProducers producers;
    private final Random random;
    private final Clock clock;
    private long sent;

    HostileLoad(HostileProducers producers, Random random, Clock clock) {
        this.producers = producers;
        this.random = random;
        this.clock = clock;
    }

    /** Sends a value, null for a tombstone. */
    void send(byte[] value, EventTimes times) {
        ReferenceEventReader.Reading reading = ReferenceEventReader.read(value);
        boolean isOpen = reading.isValid() && times.leaveOpen(reading.event()) && !isFarAhead(reading.event());
        if (isOpen) {
            return;
        }
        producers.send(
                reading.isValid() ? partitionOf(reading.event()) : random.nextInt(HostileProducers.PARTITIONS), value);
        sent++;
        if (sent % TURN == 0) {
            producers.takeTurns();
        }
    }

    long sent() {
        return sent;
    }

    /** Certain to be in the future when the broker has it. */
    private boolean isFarAhead(BotEvent event) {
        return event.occurredAt()
                > clock.millis() + Duration.ofMinutes(10).plus(TRAVEL).toMillis();
    }

    /** Of a valid event. */
    static int partitionOf(byte[] value) {
        return partitionOf(ReferenceEventReader.read(value).event());
    }

    /** One for all contents of an event: the order in it decides which is read first. */
    static int partitionOf(BotEvent event) {
        Object scope = event.conversationId() == null ? event.eventId() : event.conversationId();
        return Math.floorMod(Hash64.of(event.organizationId() + "/" + scope), HostileProducers.PARTITIONS);
    }
}
