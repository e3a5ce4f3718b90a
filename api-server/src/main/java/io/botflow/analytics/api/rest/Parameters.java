package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.UuidText;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The parameters of a request; what is unknown or not as it must be ends the request with a 400. */
public final class Parameters {
    public static final String BOT_ID = "bot_id";

    private static final int LONGEST_NAME = 64;
    private static final int MOST = 200;

    private final RoutingContext context;
    private final MultiMap query;

    private Parameters(RoutingContext context, MultiMap query) {
        this.context = context;
        this.query = query;
    }

    /** The parameters of a request that may have these after the question mark. */
    public static Parameters of(RoutingContext context, String... known) {
        MultiMap query = context.queryParams();
        if (query.entries().size() > MOST) {
            throw new ProblemException(
                    new Problem(Problem.BAD_REQUEST, "Too many parameters", "there are more than " + MOST));
        }
        List<String> names = List.of(known);
        for (String name : query.names()) {
            if (!names.contains(name)) {
                String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
                throw wrong(shown, "is not a parameter of this resource");
            }
        }
        return new Parameters(context, query);
    }

    /** A parameter that is not as it must be. */
    public static ProblemException wrong(String name, String fault) {
        return new ProblemException(Problem.ofParameter(name, fault));
    }

    /** All values of a parameter that may repeat. */
    public Set<UUID> uuids(String name) {
        Set<UUID> ids = new LinkedHashSet<>();
        query.getAll(name).forEach(value -> ids.add(uuid(name, value)));
        return ids;
    }

    /** The value of a parameter that may not repeat. */
    public Optional<UUID> uuid(String name) {
        return text(name).map(value -> uuid(name, value));
    }

    /** A part of the path. */
    public UUID pathUuid(String name) {
        return uuid(name, context.pathParam(name));
    }

    private static UUID uuid(String name, String value) {
        return UuidText.parse(value).orElseThrow(() -> wrong(name, "is not a UUID"));
    }

    /** The value of a parameter that may not repeat; empty if it is not there. */
    public Optional<String> text(String name) {
        List<String> values = query.getAll(name);
        if (values.size() > 1) {
            throw wrong(name, "is there more than once");
        }
        return values.stream().findFirst();
    }

    /** A text that is not blank and not too long; it has no character that PostgreSQL cannot hold. */
    public Optional<String> text(String name, int longest) {
        Optional<String> text = text(name);
        text.ifPresent(value -> {
            if (value.isBlank()) {
                throw wrong(name, "is empty");
            }
            if (value.codePointCount(0, value.length()) > longest) {
                throw wrong(name, "is longer than " + longest + " characters");
            }
            if (value.indexOf('\u0000') >= 0 || value.codePoints().anyMatch(Parameters::isSurrogate)) {
                throw wrong(name, "has a character that no text has");
            }
        });
        return text;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** A moment, RFC 3339 with {@code Z} or an offset. */
    public Optional<Instant> instant(String name) {
        return text(name).map(value -> {
            try {
                // A plus sign that was not encoded comes as a blank.
                return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
            } catch (DateTimeParseException e) {
                throw wrong(name, "is not a time such as 2026-03-01T00:00:00Z");
            }
        });
    }

    /** A day, ISO 8601. */
    public Optional<LocalDate> date(String name) {
        return text(name).map(value -> {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeParseException e) {
                throw wrong(name, "is not a date such as 2026-03-01");
            }
        });
    }

    /** A whole number between two others, which it may equal. */
    public int integer(String name, int least, int most, int otherwise) {
        return text(name)
                .map(value -> {
                    try {
                        int number = Integer.parseInt(value);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        // Said below.
                    }
                    throw wrong(name, "is not a whole number from " + least + " to " + most);
                })
                .orElse(otherwise);
    }

    /**
     * One of several values.
     *
     * @param values what each text means, in the order in which a client is told of them
     */
    public <T> Optional<T> choice(String name, Map<String, T> values) {
        return text(name).map(value -> chosen(name, value, values));
    }

    /** All values of a parameter that may repeat, each one of several. */
    public <T> Set<T> choices(String name, Map<String, T> values) {
        Set<T> chosen = new LinkedHashSet<>();
        query.getAll(name).forEach(value -> chosen.add(chosen(name, value, values)));
        return chosen;
    }

    private static <T> T chosen(String name, String value, Map<String, T> values) {
        if (!values.containsKey(value)) {
            throw wrong(name, "is not one of " + String.join(", ", values.keySet()));
        }
        return values.get(value);
    }
}
