package io.botflow.analytics.local.repair;

import io.botflow.analytics.jobs.repair.ShadowTables;
import io.botflow.analytics.jobs.sink.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that compare the rows of a live table with those recomputed, and repair them. What a pair of rows is:
 *
 * <ul>
 *   <li>{@code equal}: every column that a job writes; or one is absent and the other holds no figure, which is the same
 *   <li>{@code changed}: not equal, and the live row was written since the replay began
 *   <li>{@code missing}: recomputed, but not live
 *   <li>{@code extra}: live, but not recomputed
 *   <li>{@code differing}: some columns differ
 * </ul>
 */
final class ComparedTable {
    static final String MISSING = "missing";
    static final String EXTRA = "extra";
    static final String DIFFERING = "differing";
    private static final String MESSAGES = "messages";
    private static final List<String> OF_ANY_FIGURES = List.of("conversation_metrics", MESSAGES);

    private final Table<?> table;
    private final CountedRows rows;
    private final Instant settledBefore;
    private final Optional<UUID> organization;
    private final List<String> columns;

    /**
     * @param rows those that are compared
     * @param settledBefore live rows that were written then or later may have moved on
     * @param organization of whose rows; all if there is none
     */
    ComparedTable(Table<?> table, CountedRows rows, Instant settledBefore, Optional<UUID> organization) {
        this.table = table;
        this.rows = rows;
        this.settledBefore = settledBefore;
        this.organization = organization;
        this.columns = table.columnNames().stream()
                .filter(column -> !table.key().contains(column))
                .toList();
    }

    String name() {
        return table.name();
    }

    CountedRows rows() {
        return rows;
    }

    List<String> key() {
        return table.key();
    }

    /** The columns beside the key. */
    List<String> columns() {
        return columns;
    }

    /** One row: compared, equal, changed, missing, extra and differing rows, then how many differ in each column. */
    String counts() {
        return pairs() + " SELECT count(*), " + countOf("equal") + ", " + countOf("changed") + ", " + countOf(MISSING)
                + ", " + countOf(EXTRA) + ", " + countOf(DIFFERING)
                + list(
                        columns,
                        column -> ", count(*) FILTER (WHERE state = '" + DIFFERING + "' AND (l)." + column
                                + " IS DISTINCT FROM (s)." + column + ")",
                        "")
                + " FROM judged";
    }

    private static String countOf(String state) {
        return "count(*) FILTER (WHERE state = '" + state + "')";
    }

    /** State, key, and of each column the live and the recomputed value, as text; in the order of the key. */
    String examples(int most) {
        return pairs() + " SELECT state, " + keys()
                + list(columns, column -> ", (l)." + column + "::text, (s)." + column + "::text", "")
                + " FROM judged WHERE " + isDifference() + inOrder() + " LIMIT " + most;
    }

    /** State and key of every pair that is not as it should be, in the order of the key. */
    String differences() {
        return pairs() + " SELECT state, " + keys() + " FROM judged WHERE " + isDifference() + inOrder();
    }

    /** Gives a live row the recomputed values; parameters: the key. */
    String replace() {
        String touched = name().equals(MESSAGES) ? "" : ", updated_at = now()";
        return "UPDATE public." + name() + " l SET "
                + list(columns, column -> column + " = s." + column, ", ") + touched + " FROM " + shadow() + " s WHERE "
                + sameKey() + " AND " + isKey("l") + " AND " + isSettled("l");
    }

    /** Parameters: the key. */
    String delete() {
        return "DELETE FROM public." + name() + " l WHERE " + isKey("l") + " AND " + isSettled("l");
    }

    /** Parameters: the key. */
    String insert() {
        String all = String.join(", ", table.columnNames());
        return "INSERT INTO public." + name() + " (" + all + ") SELECT " + all + " FROM " + shadow() + " l WHERE "
                + isKey("l") + " ON CONFLICT DO NOTHING";
    }

    private String pairs() {
        String ofOrganization =
                organization.map(id -> " AND %s.organization_id = '" + id + "'").orElse("");
        String first = "organization_id";
        return "WITH pairs AS (SELECT l, s FROM public." + name() + " l LEFT JOIN " + shadow() + " s ON " + sameKey()
                + " WHERE " + rows.condition("l") + ofOrganization.formatted("l")
                // A row's start may be what is wrong, so the partner is looked for wherever it lies.
                + " UNION ALL SELECT l, s FROM " + shadow() + " s LEFT JOIN public." + name() + " l ON " + sameKey()
                + " WHERE " + rows.condition("s") + ofOrganization.formatted("s") + " AND (l." + first
                + " IS NULL OR NOT " + rows.condition("l") + ")), judged AS (SELECT l, s, CASE"
                + " WHEN (l)." + first + " IS NOT NULL AND (s)." + first + " IS NOT NULL AND " + tuple("(l).")
                + " IS NOT DISTINCT FROM " + tuple("(s).") + " THEN 'equal'"
                + " WHEN (l)." + first + " IS NULL AND " + isWithoutFigures("(s).") + " THEN 'equal'"
                + " WHEN (s)." + first + " IS NULL AND " + isWithoutFigures("(l).") + " THEN 'equal'"
                + " WHEN (l)." + first + " IS NULL THEN '" + MISSING + "'"
                + " WHEN NOT " + isSettled("(l)") + " THEN 'changed'"
                + " WHEN (s)." + first + " IS NULL THEN '" + EXTRA + "'"
                + " ELSE '" + DIFFERING + "' END AS state FROM pairs)";
    }

    private String isWithoutFigures(String prefix) {
        if (OF_ANY_FIGURES.contains(name())) {
            return "false";
        }
        return list(
                // An empty sketch has bytes too; whether it is empty says the count of response times.
                columns.stream()
                        .filter(column -> !table.typeOf(column).equals("bytea"))
                        .toList(),
                column -> switch (table.typeOf(column)) {
                    case "bigint[]" -> "0 = ALL (" + prefix + column + ")";
                    case "uuid" -> prefix + column + " IS NULL";
                    default -> "coalesce(" + prefix + column + ", 0) = 0";
                },
                " AND ");
    }

    private String isSettled(String alias) {
        String written = name().equals(MESSAGES) ? "created_at" : "updated_at";
        return "(" + alias + "." + written + " < '" + settledBefore + "'::timestamptz)";
    }

    private static String isDifference() {
        return "state IN ('" + MISSING + "', '" + EXTRA + "', '" + DIFFERING + "')";
    }

    private String keys() {
        return list(table.key(), column -> "coalesce((l)." + column + ", (s)." + column + ")::text", ", ");
    }

    private String inOrder() {
        return " ORDER BY " + list(table.key(), column -> "coalesce((l)." + column + ", (s)." + column + ")", ", ");
    }

    private String sameKey() {
        return list(table.key(), column -> "l." + column + " = s." + column, " AND ");
    }

    private String isKey(String alias) {
        return list(table.key(), column -> alias + "." + column + " = ?::" + table.typeOf(column), " AND ");
    }

    private String tuple(String prefix) {
        return "ROW(" + list(columns, column -> prefix + column, ", ") + ")";
    }

    private String shadow() {
        return ShadowTables.SCHEMA + "." + name();
    }

    private static String list(List<String> names, Function<String, String> text, String separator) {
        return names.stream().map(text).collect(Collectors.joining(separator));
    }
}
