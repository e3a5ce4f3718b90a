package io.botflow.analytics.api.query;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.data.Numeric;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** How values of the database are written in answers. */
public final class Json {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /** RFC 3339 in UTC with milliseconds; null for null. */
    public static String time(Instant time) {
        return time == null ? null : MILLIS.format(time);
    }

    /** All columns of a row under their names. */
    static JsonObject ofRow(Row row) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < row.size(); i++) {
            json.put(row.getColumnName(i), value(row.getValue(i)));
        }
        return json;
    }

    private static Object value(Object value) {
        if (value instanceof UUID || value instanceof LocalDate) {
            return value.toString();
        }
        if (value instanceof OffsetDateTime time) {
            return time(time.toInstant());
        }
        if (value instanceof Numeric number) {
            return number.bigDecimalValue();
        }
        return value;
    }
}
