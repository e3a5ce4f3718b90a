package io.botflow.analytics.jobs.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How rows of a kind stand in a PostgreSQL table, and the statement that writes a {@link RowBatch} of them: absolute
 * values, so that writing a row again changes nothing; guarded, so that an older state of a row does not take the place
 * of a newer one; and silent where nothing changed.
 *
 * @param <R> the kind of row
 */
public final class Table<R> {
    /** Rows of one statement at most, so that no statement is large. */
    private static final int BATCH_ROWS = 2_000;

    private final String name;
    private final List<Column<R, ?>> columns = new ArrayList<>();
    private final List<String> key;
    /** Whether a row may be written over the one that is there; empty: it never may. */
    private final String guard;

    private record Column<R, V>(String name, ColumnType<V> type, Function<R, V> value) {
        ColumnValues values(List<R> rows) {
            return ColumnValues.of(rows, value, type);
        }
    }

    private Table(String name, List<String> key, String guard) {
        this.name = name;
        this.key = key;
        this.guard = guard;
    }

    /**
     * A table whose rows are written again as they change.
     *
     * @param growing columns that never fall: a row in which any does is of a replay that has not caught up, and refused
     */
    public static <R> Table<R> upserted(String name, List<String> key, List<String> growing) {
        return new Table<>(name, key, noneFalls(growing));
    }

    /**
     * The same of rows whose subject may begin anew under its key.
     *
     * @param begin column of where what is in the row began
     * @param end column of where it ends so far: what began after that is another, and its columns are not compared
     */
    public static <R> Table<R> upsertedInParts(
            String name, List<String> key, String begin, String end, List<String> growing) {
        return new Table<>(name, key, "(t." + end + " < EXCLUDED." + begin + " OR " + noneFalls(growing) + ")");
    }

    /** A table whose rows stay as they were first written. */
    public static <R> Table<R> insertedOnce(String name, List<String> key) {
        return new Table<>(name, key, "");
    }

    /** The same in another schema than the search path finds. */
    public Table<R> inSchema(String schema) {
        Table<R> other = new Table<>(schema + "." + name, key, guard);
        other.columns.addAll(columns);
        return other;
    }

    /** @param value gives the column's value; null for NULL */
    public <V> Table<R> column(String column, ColumnType<V> type, Function<R, V> value) {
        columns.add(new Column<>(column, type, value));
        return this;
    }

    /** Hands out the rows in batches; they are sorted by key, each key once. */
    public void batches(List<R> rows, Consumer<RowBatch> out) {
        for (int from = 0; from < rows.size(); from += BATCH_ROWS) {
            List<R> some = rows.subList(from, Math.min(from + BATCH_ROWS, rows.size()));
            out.accept(new RowBatch(
                    some.size(),
                    columns.stream().map(column -> column.values(some)).toList()));
        }
    }

    /** The statement, with an array for each column as its parameters. */
    public String statement() {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String casts = columns.stream()
                .map(column -> column.name() + "::" + column.type().sqlName())
                .collect(Collectors.joining(", "));
        String parameters = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + name + " AS t (" + names + ") SELECT " + casts + " FROM unnest(" + parameters
                + ") AS u (" + names + ") ON CONFLICT (" + String.join(", ", key) + ") DO " + onConflict();
    }

    private String onConflict() {
        if (guard.isEmpty()) {
            return "NOTHING";
        }
        List<String> changing = columns.stream()
                .map(Column::name)
                .filter(column -> !key.contains(column))
                .toList();
        String assignments = changing.stream()
                .map(column -> column + " = EXCLUDED." + column)
                .collect(Collectors.joining(", "));
        return "UPDATE SET " + assignments + ", updated_at = now() WHERE " + guard + " AND " + tuple("t.", changing)
                + " IS DISTINCT FROM " + tuple("EXCLUDED.", changing);
    }

    private static String noneFalls(List<String> columns) {
        return columns.stream()
                .map(column -> "t." + column + " <= EXCLUDED." + column)
                .collect(Collectors.joining(" AND "));
    }

    private static String tuple(String prefix, List<String> names) {
        return names.stream().map(column -> prefix + column).collect(Collectors.joining(", ", "ROW(", ")"));
    }

    public String name() {
        return name;
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The PostgreSQL type of a column. */
    public String typeOf(String column) {
        return columns.stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + column))
                .type()
                .sqlName();
    }

    public List<String> key() {
        return key;
    }
}
