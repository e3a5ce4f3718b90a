package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.serialization.Compact;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postgresql.core.Oid;
import org.postgresql.util.ByteConverter;

/**
 * A type of column, and the binary form in which PostgreSQL takes its values: as text they would be made here and read
 * there.
 *
 * @param <V> what a value is here
 */
public final class ColumnType<V> {
    public static final ColumnType<Long> BIGINT = new ColumnType<>("bigint", Oid.INT8, ColumnType::writeLong);
    public static final ColumnType<Integer> INTEGER =
            new ColumnType<>("integer", Oid.INT4, (number, out) -> writeInt(number, out));
    public static final ColumnType<Boolean> BOOLEAN = new ColumnType<>("boolean", Oid.BOOL, ColumnType::writeBoolean);
    public static final ColumnType<String> TEXT = new ColumnType<>("text", Oid.TEXT, ColumnType::writeText);
    public static final ColumnType<byte[]> BYTEA = new ColumnType<>("bytea", Oid.BYTEA, ColumnType::writeBytes);
    public static final ColumnType<BigDecimal> NUMERIC =
            new ColumnType<>("numeric", Oid.NUMERIC, (number, out) -> writeBytes(ByteConverter.numeric(number), out));
    /** Of ids. */
    public static final ColumnType<UUID> UUID = new ColumnType<>("uuid", Oid.UUID, ColumnType::writeUuid);

    /** PostgreSQL counts days and microseconds from here. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final long FIRST_MILLIS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long MICROS_PER_MILLI = 1_000;

    /** Of milliseconds since the epoch. */
    public static final ColumnType<Long> TIMESTAMPTZ = new ColumnType<>(
            "timestamptz",
            Oid.TIMESTAMPTZ,
            (epochMillis, out) -> writeLong((epochMillis - FIRST_MILLIS) * MICROS_PER_MILLI, out));

    public static final ColumnType<LocalDate> DATE = new ColumnType<>(
            "date",
            Oid.DATE,
            (date, out) -> writeInt(Math.toIntExact(date.toEpochDay() - FIRST_DAY.toEpochDay()), out));

    /** As text: an array of arrays would be taken apart. */
    public static final ColumnType<List<Long>> BIGINTS = new ColumnType<>(
            "bigint[]",
            Oid.TEXT,
            (numbers, out) ->
                    writeText(numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")), out));

    private final String name;
    private final int sentAs;
    private final Form<V> form;

    /** Writes a value's length and its bytes. */
    @FunctionalInterface
    private interface Form<V> {
        void write(V value, DataOutput out) throws IOException;
    }

    private ColumnType(String name, int sentAs, Form<V> form) {
        this.name = name;
        this.sentAs = sentAs;
        this.form = form;
    }

    /** As SQL names it. */
    public String sqlName() {
        return name;
    }

    /** The number that PostgreSQL knows the type by in which values are sent. */
    int sentAs() {
        return sentAs;
    }

    void write(V value, DataOutput out) throws IOException {
        form.write(value, out);
    }

    private static void writeLong(long value, DataOutput out) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private static void writeInt(int value, DataOutput out) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    private static void writeBoolean(boolean value, DataOutput out) throws IOException {
        out.writeInt(Byte.BYTES);
        out.writeBoolean(value);
    }

    private static void writeUuid(UUID value, DataOutput out) throws IOException {
        out.writeInt(2 * Long.BYTES);
        Compact.writeUuid(value, out);
    }

    private static void writeText(String value, DataOutput out) throws IOException {
        writeBytes(value.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void writeBytes(byte[] value, DataOutput out) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
