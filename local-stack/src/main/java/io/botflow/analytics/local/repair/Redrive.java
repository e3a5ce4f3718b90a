package io.botflow.analytics.local.repair;

import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Decoded;
import io.botflow.analytics.schemas.event.EventDecoder;
import io.botflow.analytics.schemas.event.Fault;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Checks records by the rules of today and sends those that keep them, with the key that producers give them. */
final class Redrive {
    private final EventDecoder decoder = new EventDecoder(false);
    private final Clock clock;
    private final long lateBefore;
    private final Optional<EventProducer> producer;
    private long accepted;
    private long refused;
    private long late;

    /**
     * @param lateBefore events of earlier will be late, milliseconds since the epoch
     * @param producer none: nothing is sent
     */
    Redrive(Clock clock, long lateBefore, Optional<EventProducer> producer) {
        this.clock = clock;
        this.lateBefore = lateBefore;
        this.producer = producer;
    }

    /** Sends a record if it is valid, and says what is wrong with it if it is not. */
    Optional<Fault> offer(byte[] value) {
        Decoded decoded = decoder.decode(value, clock.millis());
        if (decoded.fault() != null) {
            refused++;
            return Optional.of(decoded.fault());
        }
        accepted++;
        BotEvent event = decoded.event();
        if (event.occurredAt() < lateBefore) {
            late++;
        }
        producer.ifPresent(to -> to.send(key(event), value));
        return Optional.empty();
    }

    private static String key(BotEvent event) {
        UUID key = event.type().isOfConversation() ? event.conversationId() : event.organizationId();
        return key.toString();
    }

    /** Records that are valid. */
    long accepted() {
        return accepted;
    }

    /** Records that are not. */
    long refused() {
        return refused;
    }

    /** Valid ones behind the lateness horizon. */
    long late() {
        return late;
    }
}
