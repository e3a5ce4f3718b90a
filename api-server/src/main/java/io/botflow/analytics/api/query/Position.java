package io.botflow.analytics.api.query;

import java.time.Instant;
import java.util.UUID;

/**
 * The place of a row in an ordered list.
 *
 * @param value what the list is ordered by, as text; null if the row has none
 * @param id of rows with the same value
 */
public record Position(String value, UUID id) {
    static Position of(Instant time, UUID id) {
        return new Position(time.toString(), id);
    }

    static Position of(Long number, UUID id) {
        return new Position(number == null ? null : number.toString(), id);
    }

    Instant time() {
        return Instant.parse(value);
    }

    long number() {
        return Long.parseLong(value);
    }
}
