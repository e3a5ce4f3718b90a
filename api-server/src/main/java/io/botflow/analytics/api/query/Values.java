package io.botflow.analytics.api.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;

/** Takes the values of a statement one by one and says how its text refers to each; no value ever stands in a text. */
public interface Values {
    String uuid(UUID value);

    String uuids(Collection<UUID> values);

    String time(Instant value);

    String date(LocalDate value);

    String number(long value);

    String text(String value);

    /** Several texts, as an array; they hold no quotes, commas or braces. */
    String words(Collection<String> values);
}
