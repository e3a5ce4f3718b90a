package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.api.access.UuidText;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What one value of a parameter is held to. */
interface ValueRule {
    /** What is wrong with the value, to stand behind the parameter's name; null if nothing is. */
    String fault(String value);

    /** @throws IllegalArgumentException if the schema promises more than is checked here */
    static ValueRule of(String name, JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("integer")) {
            requireKnown(name, schema, Set.of("type", "minimum", "maximum", "default"));
            return new WholeNumber(
                    schema.path("minimum").asLong(), schema.path("maximum").asLong());
        }
        if (!type.equals("string")) {
            throw new IllegalArgumentException(name + " is of a type that is not checked: " + type);
        }
        if (schema.has("enum")) {
            requireKnown(name, schema, Set.of("type", "enum", "default"));
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asText()));
            return new Choice(List.copyOf(values));
        }
        if (schema.has("format")) {
            requireKnown(name, schema, Set.of("type", "format"));
            return Format.of(name, schema.path("format").asText());
        }
        requireKnown(name, schema, Set.of("type", "minLength", "maxLength"));
        return new Text(
                schema.path("minLength").asInt(), schema.path("maxLength").asInt(Integer.MAX_VALUE));
    }

    /** Refuses schemas with other keywords than these. */
    static void requireKnown(String name, JsonNode schema, Set<String> known) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!known.contains(keyword)) {
                throw new IllegalArgumentException(name + " has a keyword that is not checked: " + keyword);
            }
        });
    }

    /** One of several words. */
    record Choice(List<String> values) implements ValueRule {
        @Override
        public String fault(String value) {
            return values.contains(value) ? null : "is not one of " + String.join(", ", values);
        }
    }

    /** A whole number between two others, which it may equal. */
    record WholeNumber(long least, long most) implements ValueRule {
        private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

        @Override
        public String fault(String value) {
            if (DIGITS.matcher(value).matches()) {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return null;
                }
            }
            return "is not a whole number from " + least + " to " + most;
        }
    }

    /** A text of some length in Unicode's characters. */
    record Text(int shortest, int longest) implements ValueRule {
        @Override
        public String fault(String value) {
            if (shortest > 0 && value.isBlank()) {
                return "is empty";
            }
            int length = value.codePointCount(0, value.length());
            if (length < shortest) {
                return "is shorter than " + shortest + " characters";
            }
            if (length > longest) {
                return "is longer than " + longest + " characters";
            }
            boolean isText = value.indexOf('\u0000') < 0 && value.codePoints().noneMatch(Text::isSurrogate);
            return isText ? null : "has a character that no text has";
        }

        private static boolean isSurrogate(int codePoint) {
            return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        }
    }

    /** A text of a known form. */
    enum Format implements ValueRule {
        UUID("is not a UUID") {
            @Override
            boolean fits(String value) {
                return UuidText.parse(value).isPresent();
            }
        },
        DATE("is not a date such as 2026-03-01") {
            @Override
            boolean fits(String value) {
                LocalDate.parse(value);
                return true;
            }
        },
        DATE_TIME("is not a time such as 2026-03-01T00:00:00Z") {
            @Override
            boolean fits(String value) {
                // A plus sign that was not encoded comes as a blank.
                OffsetDateTime.parse(value.replace(' ', '+'));
                return true;
            }
        };

        private final String fault;

        Format(String fault) {
            this.fault = fault;
        }

        static Format of(String name, String format) {
            return switch (format) {
                case "uuid" -> UUID;
                case "date" -> DATE;
                case "date-time" -> DATE_TIME;
                default -> throw new IllegalArgumentException(name + " has a format that is not checked: " + format);
            };
        }

        /** False, or a {@link DateTimeParseException}, if it does not. */
        abstract boolean fits(String value);

        @Override
        public String fault(String value) {
            try {
                return fits(value) ? null : fault;
            } catch (DateTimeParseException e) {
                return fault;
            }
        }
    }
}
