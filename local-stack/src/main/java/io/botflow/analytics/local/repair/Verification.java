package io.botflow.analytics.local.repair;

import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.repair.ReplayRecord;
import io.botflow.analytics.jobs.repair.ShadowTables;
import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.jobs.sink.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Compares the tables that a replay has filled with the live ones. */
final class Verification {
    /**
     * Event time that the replay went by is what the jobs had reported, which is a few seconds old: two flushes, a report.
     * What they ended in those seconds is not in the replay.
     */
    private static final Duration REPORTED_WITHIN = Duration.ofSeconds(10);

    /** Live rows are a flush or two behind, so a difference is one only if it is there after so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long AGAIN_MILLIS = 1_000;

    private final Connection connection;
    private final ReplayRecord replay;
    private final Optional<UUID> organization;
    private final long patientUntil = System.nanoTime() + PATIENCE.toNanos();

    /** @param organization whose rows are compared; all if there is none */
    Verification(Connection connection, ReplayRecord replay, Optional<UUID> organization) {
        this.connection = connection;
        this.replay = replay;
        this.organization = organization;
    }

    /** Compares a table, while the verification is young again and again until there is no difference. */
    Comparison compare(Table<?> table) throws SQLException, InterruptedException {
        while (true) {
            Comparison comparison = Comparison.of(compared(table), connection);
            if (comparison.differences() == 0 || System.nanoTime() - patientUntil >= 0) {
                return comparison;
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
    }

    /** The table with what is compared of it now. */
    ComparedTable compared(Table<?> table) throws SQLException {
        CountedRows rows = CountedRows.of(
                table.name(), replay.request().from(), replay.request().to(), oldestMinute());
        return new ComparedTable(table, rows, replay.begunAt().minus(REPORTED_WITHIN), organization);
    }

    private Instant oldestMinute() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT max(as_of) FROM pipeline_progress WHERE job = ?")) {
            statement.setString(1, ConversationAnalyticsPipeline.JOB);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                OffsetDateTime asOf = row.getObject(1, OffsetDateTime.class);
                // Without event time there is nothing to have left the minutes.
                return asOf == null
                        ? replay.request().from()
                        : Instant.ofEpochMilli(
                                Progress.oldestMinute(asOf.toInstant().toEpochMilli()));
            }
        }
    }

    /** The replay whose rows are there. */
    static ReplayRecord replay(Connection connection) throws SQLException {
        return ReplayRecord.stored(connection)
                .filter(ReplayRecord::finished)
                .orElseThrow(() -> new IllegalStateException(
                        "there are no recomputed rows: scripts/replay has not run to its end in this database"));
    }

    static Iterable<Table<?>> tables() {
        return ShadowTables.TABLES;
    }
}
