package io.botflow.analytics.api.query;

import io.botflow.analytics.api.csv.CopyStatement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The conversations of an organization that a filter lets through, in some order.
 *
 * @param phones how customers' phones are shown
 */
public record Conversations(UUID organizationId, ConversationFilter filter, ConversationOrder order, PhoneView phones) {
    private static final String ID = "conversation_id";
    private static final String STATUS_COLUMN = ", " + ConversationFilter.STATUS + " AS status";

    /** Reads a page. */
    public Future<Page> page(SqlConnection connection, Optional<Position> after, int limit) {
        BoundValues values = new BoundValues();
        List<String> conditions = new ArrayList<>(filter.conditions(values, organizationId));
        after.ifPresent(last -> conditions.add(order.after(last, values)));
        String sql = "SELECT " + columns() + STATUS_COLUMN + from(conditions) + " LIMIT " + values.number(limit + 1L);
        return connection.preparedQuery(sql).execute(values.tuple()).map(rows -> page(rows, limit));
    }

    private Page page(RowSet<Row> rows, int limit) {
        List<JsonObject> shown = new ArrayList<>();
        Row last = null;
        for (Row row : rows) {
            if (shown.size() == limit) {
                return new Page(shown, Optional.of(position(last)));
            }
            shown.add(json(row, phones));
            last = row;
        }
        return new Page(shown, Optional.empty());
    }

    private Position position(Row row) {
        UUID id = row.getUUID(ID);
        if (!order.isTime()) {
            return Position.of(row.getLong(order.column()), id);
        }
        OffsetDateTime time = row.getOffsetDateTime(order.column());
        return Position.of(time.toInstant(), id);
    }

    /** All of them, for an export. */
    public CopyStatement export() {
        SettingValues values = new SettingValues();
        return new CopyStatement(
                "SELECT " + columns() + from(filter.conditions(values, organizationId)), values.settings());
    }

    private String from(List<String> conditions) {
        return " FROM conversation_metrics c WHERE " + String.join(" AND ", conditions) + " ORDER BY " + order.sql();
    }

    private static String columns() {
        return "c." + String.join(", c.", Columns.CONVERSATION);
    }

    /** One conversation; empty if it is not there, or not the caller's. */
    public static Future<Optional<JsonObject>> one(
            SqlConnection connection, UUID organizationId, UUID conversationId, PhoneView phones) {
        BoundValues values = new BoundValues();
        String sql = "SELECT " + columns() + STATUS_COLUMN + " FROM conversation_metrics c WHERE c.organization_id = "
                + values.uuid(organizationId) + " AND c.conversation_id = " + values.uuid(conversationId);
        return connection
                .preparedQuery(sql)
                .execute(values.tuple())
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(json(rows.iterator().next(), phones)));
    }

    private static JsonObject json(Row row, PhoneView phones) {
        JsonObject json = Json.ofRow(row);
        return json.put(PhoneView.COLUMN, phones.show(json.getString(PhoneView.COLUMN)));
    }
}
