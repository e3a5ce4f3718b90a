package io.botflow.analytics.jobs.sink;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.util.ByteConverter;

/** The rows of batches as text, read from their binary form as PostgreSQL reads it. */
public final class SentRows {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private SentRows() {}

    /** Each row's columns in the order of the table; null for NULL. */
    public static List<Map<String, String>> of(Table<?> table, RowBatch batch) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            rows.add(new LinkedHashMap<>());
        }
        List<String> names = table.columnNames();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            List<String> cells = cells(batch.columns().get(column).bytes(), table.typeOf(name));
            for (int row = 0; row < rows.size(); row++) {
                rows.get(row).put(name, cells.get(row));
            }
        }
        return rows;
    }

    private static List<String> cells(byte[] array, String type) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(array))) {
            // Dimensions, whether there are NULLs, the type of values.
            in.skipNBytes(3 * Integer.BYTES);
            int count = in.readInt();
            in.skipNBytes(Integer.BYTES);
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int length = in.readInt();
                cells.add(length < 0 ? null : text(in.readNBytes(length), type));
            }
            return cells;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] value, String type) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return switch (type) {
            case "uuid" -> new UUID(in.getLong(), in.getLong()).toString();
            case "bigint" -> Long.toString(in.getLong());
            case "integer" -> Integer.toString(in.getInt());
            case "boolean" -> Boolean.toString(in.get() != 0);
            case "timestamptz" -> FIRST.plusMillis(in.getLong() / 1_000).toString();
            case "date" -> FIRST_DAY.plusDays(in.getInt()).toString();
            case "numeric" -> ((BigDecimal) ByteConverter.numeric(value)).toPlainString();
            case "bytea" -> "\\x" + HexFormat.of().formatHex(value);
            case "text", "bigint[]" -> new String(value, StandardCharsets.UTF_8);
            default -> throw new IllegalArgumentException(type);
        };
    }
}
