package io.botflow.analytics.api.query;

import io.botflow.analytics.api.csv.CopyStatement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages of an organization, in the order in which they were said. */
public final class Messages {
    private static final String ID = "event_id";
    private static final String TIME = "occurred_at";
    private static final String IS_KNOWN = """
            SELECT EXISTS (SELECT FROM conversation_metrics WHERE organization_id = %1$s AND conversation_id = %2$s)
                OR EXISTS (SELECT FROM messages WHERE organization_id = %1$s AND conversation_id = %2$s)
            """;

    private Messages() {}

    /** A page of what was said in one conversation; empty if it is not there, or not the caller's. */
    public static Future<Optional<Page>> transcript(
            SqlConnection connection, UUID organizationId, UUID conversationId, Optional<Position> after, int limit) {
        BoundValues values = new BoundValues();
        String organization = values.uuid(organizationId);
        String conversation = values.uuid(conversationId);
        String beyond = after.map(last -> " AND (occurred_at, event_id) > (" + values.time(last.time()) + ", "
                        + values.uuid(last.id()) + ")")
                .orElse("");
        String sql = "SELECT " + Columns.list(Columns.MESSAGE) + " FROM messages WHERE organization_id = "
                + organization + " AND conversation_id = " + conversation + beyond
                + " ORDER BY occurred_at, event_id LIMIT " + values.number(limit + 1L);
        return connection
                .preparedQuery(sql)
                .execute(values.tuple())
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(Optional.of(page(rows, limit)))
                        : emptyPage(connection, organizationId, conversationId));
    }

    private static Future<Optional<Page>> emptyPage(
            SqlConnection connection, UUID organizationId, UUID conversationId) {
        BoundValues values = new BoundValues();
        String sql = IS_KNOWN.formatted(values.uuid(organizationId), values.uuid(conversationId));
        return connection
                .preparedQuery(sql)
                .execute(values.tuple())
                .map(rows -> rows.iterator().next().getBoolean(0)
                        ? Optional.of(new Page(List.of(), Optional.empty()))
                        : Optional.empty());
    }

    private static Page page(RowSet<Row> rows, int limit) {
        List<JsonObject> shown = new ArrayList<>();
        Row last = null;
        for (Row row : rows) {
            if (shown.size() == limit) {
                return new Page(
                        shown,
                        Optional.of(Position.of(last.getOffsetDateTime(TIME).toInstant(), last.getUUID(ID))));
            }
            shown.add(Json.ofRow(row));
            last = row;
        }
        return new Page(shown, Optional.empty());
    }

    /** All that a filter lets through, for an export. */
    public static CopyStatement export(UUID organizationId, MessageFilter filter) {
        SettingValues values = new SettingValues();
        return new CopyStatement(
                "SELECT " + Columns.list(Columns.MESSAGE) + " FROM messages m WHERE "
                        + String.join(" AND ", filter.conditions(values, organizationId))
                        + " ORDER BY m.occurred_at, m.event_id",
                values.settings());
    }
}
