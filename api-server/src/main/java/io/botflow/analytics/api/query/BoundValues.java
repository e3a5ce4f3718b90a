package io.botflow.analytics.api.query;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The parameters of a prepared statement: {@code $1}, {@code $2}, and so on. */
final class BoundValues implements Values {
    private final Tuple tuple = Tuple.tuple();

    Tuple tuple() {
        return tuple;
    }

    @Override
    public String uuid(UUID value) {
        return add(value, "uuid");
    }

    @Override
    public String uuids(Collection<UUID> values) {
        return add(values.toArray(UUID[]::new), "uuid[]");
    }

    @Override
    public String time(Instant value) {
        return add(value.atOffset(ZoneOffset.UTC), "timestamptz");
    }

    String times(List<Instant> values) {
        return add(
                values.stream().map(value -> value.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
                "timestamptz[]");
    }

    @Override
    public String date(LocalDate value) {
        return add(value, "date");
    }

    @Override
    public String number(long value) {
        return add(value, "bigint");
    }

    @Override
    public String text(String value) {
        return add(value, "text");
    }

    @Override
    public String words(Collection<String> values) {
        return add(values.toArray(String[]::new), "text[]");
    }

    private String add(Object value, String type) {
        tuple.addValue(value);
        return "$" + tuple.size() + "::" + type;
    }
}
