package io.botflow.analytics.local.traffic;

import java.time.Instant;

/**
 * An event of the simulation.
 *
 * @param key the record's key
 * @param value the event as JSON in UTF-8
 */
public record SimulatedEvent(Instant occurredAt, String key, byte[] value) {}
