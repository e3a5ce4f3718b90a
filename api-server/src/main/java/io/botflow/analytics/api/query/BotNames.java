package io.botflow.analytics.api.query;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The bots of an organization: those that have a name or any fact. */
public final class BotNames {
    /** Walks from bot to bot through the key, so that its cost does not grow with the days of each. */
    private static final String SQL = """
            WITH RECURSIVE seen AS (
                (SELECT d.bot_id FROM bot_performance_metrics d WHERE d.organization_id = $1 ORDER BY d.bot_id LIMIT 1)
                UNION ALL
                SELECT (
                    SELECT d.bot_id FROM bot_performance_metrics d
                    WHERE d.organization_id = $1 AND d.bot_id > s.bot_id ORDER BY d.bot_id LIMIT 1)
                FROM seen s WHERE s.bot_id IS NOT NULL)
            SELECT coalesce(b.id, s.bot_id) AS bot_id, b.name
            FROM (SELECT bot_id FROM seen WHERE bot_id IS NOT NULL) s
                FULL JOIN (SELECT id, name FROM bots WHERE organization_id = $1) b ON b.id = s.bot_id
            ORDER BY 1
            """;

    private BotNames() {}

    /** Names by id, in the order of ids; null for a bot without a name. */
    public static Future<Map<UUID, String>> read(SqlConnection connection, UUID organizationId) {
        return connection.preparedQuery(SQL).execute(Tuple.of(organizationId)).map(rows -> {
            Map<UUID, String> names = new LinkedHashMap<>();
            for (Row row : rows) {
                names.put(row.getUUID("bot_id"), row.getString("name"));
            }
            return names;
        });
    }
}
