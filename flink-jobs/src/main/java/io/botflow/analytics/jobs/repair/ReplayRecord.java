package io.botflow.analytics.jobs.repair;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the shadow tables hold; kept beside them.
 *
 * @param request what was asked for
 * @param begunAt by the database's clock; the live rows of before are those that were recomputed
 * @param eventTime of the live tables then; null if there was none
 * @param lateLeftOut how many late events are not in it
 * @param unexpectedlyLate how many events were late here that the running job did not turn away
 * @param complete whether Kafka held all that the rows hang on; if not, they come out too small
 * @param finished whether it came to its end
 */
public record ReplayRecord(
        ReplayRequest request,
        Instant begunAt,
        Instant eventTime,
        long lateLeftOut,
        long unexpectedlyLate,
        boolean complete,
        boolean finished) {
    private static final String TABLE = ShadowTables.SCHEMA + ".replay";

    static void createTable(Statement statement) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS " + TABLE);
        statement.execute("CREATE TABLE " + TABLE + " (range_from timestamptz NOT NULL, range_to timestamptz NOT NULL,"
                + " from_beginning boolean NOT NULL, include_late boolean NOT NULL, begun_at timestamptz NOT NULL,"
                + " event_time timestamptz, late_left_out bigint NOT NULL, unexpectedly_late bigint NOT NULL,"
                + " complete boolean NOT NULL, finished boolean NOT NULL)");
    }

    /** Takes the place of what was stored before. */
    void store(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + TABLE + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            delete.execute("DELETE FROM " + TABLE);
            insert.setObject(1, offset(request.from()));
            insert.setObject(2, offset(request.to()));
            insert.setBoolean(3, request.fromBeginning());
            insert.setBoolean(4, request.includeLate());
            insert.setObject(5, offset(begunAt));
            insert.setObject(6, eventTime == null ? null : offset(eventTime));
            insert.setLong(7, lateLeftOut);
            insert.setLong(8, unexpectedlyLate);
            insert.setBoolean(9, complete);
            insert.setBoolean(10, finished);
            insert.executeUpdate();
        }
    }

    /** The one that was stored last; none if there never was one. */
    public static Optional<ReplayRecord> stored(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("SELECT to_regclass('" + TABLE + "') IS NOT NULL")) {
                table.next();
                if (!table.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT range_from, range_to, from_beginning, include_late,"
                    + " begun_at, event_time, late_left_out, unexpectedly_late, complete, finished FROM " + TABLE)) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private static ReplayRecord read(ResultSet row) throws SQLException {
        return new ReplayRecord(
                new ReplayRequest(instant(row, 1), instant(row, 2), row.getBoolean(3), row.getBoolean(4)),
                instant(row, 5),
                instant(row, 6),
                row.getLong(7),
                row.getLong(8),
                row.getBoolean(9),
                row.getBoolean(10));
    }

    private static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
