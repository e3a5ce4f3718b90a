package io.botflow.analytics.api.query;

import io.botflow.analytics.api.csv.CopyStatement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
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

    /** Reads a page. Rows without a value come last and are read by themselves, so that an index serves either kind. */
    public Future<Page> page(SqlConnection connection, Optional<Position> after, int limit) {
        // One more than is shown tells whether the list goes on.
        int wanted = limit + 1;
        if (!order.hasNulls()) {
            return rows(connection, after, "", order.sqlOfValues(), wanted).map(rows -> page(rows, limit));
        }
        if (after.isPresent() && after.get().value() == null) {
            return withoutValue(connection, after, wanted).map(rows -> page(rows, limit));
        }
        return rows(connection, after, "c." + order.column() + " IS NOT NULL", order.sqlOfValues(), wanted)
                .compose(rows -> rows.size() == wanted
                        ? Future.succeededFuture(rows)
                        : withoutValue(connection, Optional.empty(), wanted - rows.size())
                                .map(rest -> {
                                    rows.addAll(rest);
                                    return rows;
                                }))
                .map(rows -> page(rows, limit));
    }

    private Future<List<Row>> withoutValue(SqlConnection connection, Optional<Position> after, int wanted) {
        return rows(connection, after, "c." + order.column() + " IS NULL", order.sqlOfNulls(), wanted);
    }

    private Future<List<Row>> rows(
            SqlConnection connection, Optional<Position> after, String kind, String orderBy, int wanted) {
        BoundValues values = new BoundValues();
        List<String> conditions = new ArrayList<>(filter.conditions(values, organizationId));
        if (!kind.isEmpty()) {
            conditions.add(kind);
        }
        after.ifPresent(last -> conditions.add(order.after(last, values)));
        String sql =
                "SELECT " + columns() + STATUS_COLUMN + from(conditions, orderBy) + " LIMIT " + values.number(wanted);
        return connection.preparedQuery(sql).execute(values.tuple()).map(found -> {
            List<Row> rows = new ArrayList<>(wanted);
            found.forEach(rows::add);
            return rows;
        });
    }

    private Page page(List<Row> rows, int limit) {
        List<JsonObject> shown =
                rows.stream().limit(limit).map(row -> json(row, phones)).toList();
        return new Page(shown, rows.size() > limit ? Optional.of(position(rows.get(limit - 1))) : Optional.empty());
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
                "SELECT " + columns() + from(filter.conditions(values, organizationId), order.sql()),
                values.settings());
    }

    private static String from(List<String> conditions, String orderBy) {
        return " FROM conversation_metrics c WHERE " + String.join(" AND ", conditions) + " ORDER BY " + orderBy;
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
