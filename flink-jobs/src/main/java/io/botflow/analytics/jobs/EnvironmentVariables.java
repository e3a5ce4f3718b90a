package io.botflow.analytics.jobs;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** The environment that a job is started in: what is missing or cannot be read is named. */
public record EnvironmentVariables(Map<String, String> values) {
    /** @throws IllegalArgumentException if it is missing or blank */
    public String required(String name) {
        String value = values.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /** @param absent stands for a variable that is not set; may be null */
    public String optional(String name, String absent) {
        return values.getOrDefault(name, absent);
    }

    /** @throws IllegalArgumentException if it is set to something else than an ISO 8601 duration */
    public Duration duration(String name, Duration absent) {
        String value = values.get(name);
        try {
            return value == null ? absent : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is not an ISO 8601 duration such as P7D or PT2S: " + value, e);
        }
    }
}
