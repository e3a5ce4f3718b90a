package io.botflow.analytics.api.query;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.range.Progress;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The organization that a caller asks for, and how far its figures have come.
 *
 * @param name as people call it
 * @param zone in which its days and hours are cut unless a client names another
 */
public record Tenant(UUID organizationId, String name, ZoneId zone, Progress progress) {
    private static final Logger LOG = LoggerFactory.getLogger(Tenant.class);

    /** Of the jobs, the one whose tables the figures come from. */
    private static final String SQL = """
            SELECT o.name, o.time_zone, p.as_of, p.complete_until
            FROM organizations o LEFT JOIN pipeline_progress p ON p.job = 'conversation-analytics'
            WHERE o.id = $1
            """;

    /** Reads it; to come first in a transaction, so that figures are never older than it says. */
    static Future<Tenant> read(SqlConnection connection, Caller caller) {
        UUID organizationId = caller.identity().organizationId();
        return connection
                .preparedQuery(SQL)
                .execute(Tuple.of(organizationId))
                .map(rows -> of(organizationId, rows.iterator().next()));
    }

    private static Tenant of(UUID organizationId, Row row) {
        return new Tenant(
                organizationId,
                row.getString("name"),
                zone(organizationId, row.getString("time_zone")),
                new Progress(
                        instant(row.getOffsetDateTime("as_of")), instant(row.getOffsetDateTime("complete_until"))));
    }

    /** One wrong word in a settings table must not take all figures away. */
    private static ZoneId zone(UUID organizationId, String name) {
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        LOG.warn("organization {} has a time zone that does not exist, UTC is taken: {}", organizationId, name);
        return ZoneOffset.UTC;
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
