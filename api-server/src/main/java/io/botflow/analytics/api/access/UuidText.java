package io.botflow.analytics.api.access;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads UUIDs as clients write them: in any case, but with every digit, unlike {@link UUID#fromString}. */
public final class UuidText {
    private static final Pattern SHAPE =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private UuidText() {}

    /** Empty if it is not a UUID. */
    public static Optional<UUID> parse(String text) {
        return text != null && SHAPE.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
