package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.bench.ProcessFigures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A file of rows: how fast the API sends it, beside PostgreSQL's own COPY of the same rows in the same order. Both are
 * read to the end and thrown away, in turns, and the best turn of each counts, as both have the pages in memory then.
 *
 * @param path of the file, without parameters
 * @param columns of the table, in the order of the file
 * @param time the column that the range is about
 * @param order of the rows
 */
record Export(String path, String columns, String table, String time, String order) {
    static final Export CONVERSATIONS = new Export(
            "/api/export/conversations.csv",
            "conversation_id, bot_id, organization_id, customer_phone, started_at, ended_at, duration_seconds,"
                    + " total_messages, user_messages, bot_messages, avg_response_time_ms, p50_response_time_ms,"
                    + " p95_response_time_ms, p99_response_time_ms, slowest_response_ms, successful_responses,"
                    + " failed_responses, fallback_responses, handoff_triggered, knowledge_base_hits,"
                    + " knowledge_base_misses, tokens_used, estimated_cost_usd, resolution_status,"
                    + " customer_satisfaction, last_message_at",
            "conversation_metrics",
            "started_at",
            "started_at DESC, conversation_id DESC");
    static final Export MESSAGES = new Export(
            "/api/export/messages.csv",
            "event_id, conversation_id, organization_id, bot_id, direction, text, occurred_at, response_time_ms,"
                    + " outcome, tokens_used, cost_usd, knowledge_base",
            "messages",
            "occurred_at",
            "occurred_at, event_id");

    private static final int TURNS = 5;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGABYTE = 1e6;
    private static final double MEBIBYTE = 1024 * 1024;

    /** Measures both ways of one organization's rows of a range. */
    JsonObject measure(
            ServedDatabase database, ApiClients clients, Tenant tenant, UUID userId, Instant from, Instant to)
            throws SQLException, IOException, TimeoutException {
        Request request = new Request(path + "?from=" + from + "&to=" + to, tenant.token());
        ProcessFigures api = database.api();
        try (Connection connection = database.connectAsApi();
                ResidentMemory memory = ResidentMemory.watch(api)) {
            Turn bestCopy = null;
            Turn bestExport = null;
            for (int turn = 0; turn < TURNS; turn++) {
                Turn copy = copy(connection, tenant.id(), userId, from, to);
                bestCopy = copy.fasterOf(bestCopy);
                bestExport = export(clients, request, copy.rows()).fasterOf(bestExport);
            }
            return new JsonObject()
                    .put("rows", bestCopy.rows())
                    .put("api", bestExport.toJson())
                    .put("copy", bestCopy.toJson())
                    .put("rows_per_second_of_copy", ratio(bestExport.rowsPerSecond() / bestCopy.rowsPerSecond()))
                    .put("api_rss_mib_before", mebibytes(memory.before()))
                    .put("api_rss_mib_highest", mebibytes(memory.highest()))
                    .put("api_rss_mib_after", mebibytes(memory.now()));
        }
    }

    private Turn copy(Connection connection, UUID organizationId, UUID userId, Instant from, Instant to)
            throws SQLException {
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        try (PreparedStatement user = connection.prepareStatement("SELECT set_config('botflow.user_id', ?, true)")) {
            user.setString(1, userId.toString());
            user.execute();
        }
        // COPY takes no parameters; these are an id and times of our own.
        String copy = "COPY (SELECT " + columns + " FROM " + table + " WHERE organization_id = '" + organizationId
                + "' AND " + time + " >= '" + from + "' AND " + time + " < '" + to + "' ORDER BY " + order
                + ") TO STDOUT";
        CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        long rows = 0;
        long bytes = 0;
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            rows++;
            bytes += row.length;
        }
        connection.commit();
        return new Turn(rows, bytes, (System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    /** No text that was loaded has a line of its own, so lines are rows. */
    private static Turn export(ApiClients clients, Request request, long expectedRows)
            throws TimeoutException, IOException {
        long[] counts = new long[2];
        long start = System.nanoTime();
        clients.download(request, part -> {
            counts[0] += part.length();
            counts[1] += lines(part.getBytes());
        });
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        long rows = counts[1] - 1;
        if (rows != expectedRows) {
            throw new IOException(request.path() + " has " + rows + " rows, the table " + expectedRows);
        }
        return new Turn(rows, counts[0], seconds);
    }

    private static long lines(byte[] text) {
        long lines = 0;
        for (byte one : text) {
            lines += one == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static double mebibytes(long bytes) {
        return Math.round(bytes * 10 / MEBIBYTE) / 10.0;
    }

    private static double ratio(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** All rows, sent once. */
    private record Turn(long rows, long bytes, double seconds) {
        double rowsPerSecond() {
            return rows / seconds;
        }

        Turn fasterOf(Turn other) {
            return other == null || seconds < other.seconds ? this : other;
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("seconds", ratio(seconds))
                    .put("rows_per_second", Math.round(rowsPerSecond()))
                    .put("megabytes_per_second", ratio(bytes / MEGABYTE / seconds));
        }
    }
}
