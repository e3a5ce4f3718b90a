package io.botflow.analytics.api.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;

/** Whether the policies of the database hold for the user who is logged in. */
final class RowSecurity {
    /**
     * One row. A superuser and whoever has BYPASSRLS pass by every policy, an owner by those that are not forced. Who
     * may become such a role counts as one.
     */
    private static final String FAULTS = """
            SELECT
                current_user::text AS user_name,
                (SELECT bool_or(r.rolsuper OR r.rolbypassrls)
                    FROM pg_roles r WHERE pg_has_role(session_user, r.oid, 'MEMBER')) AS bypasses,
                current_setting('row_security') = 'on' AS is_on,
                (SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
                    FROM pg_class c
                    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                        AND (c.relname = 'organizations' OR EXISTS (
                            SELECT FROM pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped))
                        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)) AS unprotected,
                (SELECT string_agg(t.name, ', ' ORDER BY t.name)
                    FROM unnest(ARRAY['organizations', 'organization_members', 'bots', 'bot_performance_metrics'])
                        AS t (name)
                    WHERE NOT EXISTS (
                        SELECT FROM pg_class c
                        WHERE c.relnamespace = 'public'::regnamespace AND c.relname = t.name)) AS missing
            """;

    private RowSecurity() {}

    /** Fails with {@link UnsafeDatabaseException} if they do not hold, with anything else if nobody can tell. */
    static Future<Void> require(SqlClient client) {
        return client.query(FAULTS).execute().map(RowSecurity::judge);
    }

    private static Void judge(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        String user = row.getString("user_name");
        if (row.getBoolean("bypasses")) {
            throw new UnsafeDatabaseException("POSTGRES_USER " + user + " bypasses row level security");
        }
        if (!row.getBoolean("is_on")) {
            throw new UnsafeDatabaseException("row_security is off for POSTGRES_USER " + user);
        }
        if (row.getString("unprotected") != null) {
            throw new UnsafeDatabaseException(
                    "row level security is not enabled and forced on " + row.getString("unprotected"));
        }
        if (row.getString("missing") != null) {
            // Nothing leaks from tables that are not there yet.
            throw new IllegalStateException("the database has no " + row.getString("missing"));
        }
        return null;
    }
}
