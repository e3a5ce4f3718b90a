package io.botflow.analytics.api.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Values for {@code COPY}, which has no parameters: settings of the transaction, {@code botflow.p1}, {@code botflow.p2},
 * and so on.
 */
final class SettingValues implements Values {
    private final List<String> settings = new ArrayList<>();

    /** What the settings are to be, in their order. */
    List<String> settings() {
        return List.copyOf(settings);
    }

    @Override
    public String uuid(UUID value) {
        return add(value.toString(), "uuid");
    }

    @Override
    public String uuids(Collection<UUID> values) {
        return add(array(values.stream().map(UUID::toString).toList()), "uuid[]");
    }

    @Override
    public String time(Instant value) {
        return add(value.toString(), "timestamptz");
    }

    @Override
    public String date(LocalDate value) {
        return add(value.toString(), "date");
    }

    @Override
    public String number(long value) {
        return add(Long.toString(value), "bigint");
    }

    @Override
    public String text(String value) {
        return add(value, "text");
    }

    @Override
    public String words(Collection<String> values) {
        return add(array(values), "text[]");
    }

    private static String array(Collection<String> values) {
        return values.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private String add(String value, String type) {
        settings.add(value);
        return "current_setting('botflow.p" + settings.size() + "')::" + type;
    }
}
