package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the migrations promise, asked of a real server through the roles that the product logs in as: a superuser passes
 * by every policy and would prove nothing.
 */
class DatabaseIT {

    private static final String API = "botflow_api";
    private static final String JOBS = "botflow_jobs";
    private static final String REPAIR = "botflow_repair";

    private static final String ACME = "a0000000-0000-0000-0000-000000000001";
    private static final String GLOBEX = "b0000000-0000-0000-0000-000000000002";
    private static final String MEMBER_OF_ACME = "10000000-0000-0000-0000-000000000001";
    private static final String MEMBER_OF_GLOBEX = "10000000-0000-0000-0000-000000000002";
    private static final String MEMBER_OF_BOTH = "10000000-0000-0000-0000-000000000003";
    private static final String STRANGER = "10000000-0000-0000-0000-000000000004";
    private static final String NOBODY = "";

    /** In both organizations. */
    private static final String BOT = "c0000000-0000-0000-0000-000000000001";
    /** In both organizations. */
    private static final String CONVERSATION = "d0000000-0000-0000-0000-000000000001";

    private static final String ABSENT = "e0000000-0000-0000-0000-000000000001";

    private static final List<String> FACTS = List.of(
            "conversation_metrics",
            "bot_performance_metrics",
            "usage_analytics",
            "bot_metrics_15m",
            "bot_metrics_1m",
            "messages");
    private static final List<String> DIRECTORY = List.of("organizations", "organization_members", "bots");
    private static final List<String> OF_ORGANIZATIONS =
            Stream.of(FACTS, DIRECTORY).flatMap(List::stream).toList();

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String CARDINALITY_VIOLATION = "21000";

    @TempDir
    private static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.start(directory, Port.ANY);
        Migrations.run(server.jdbcUrl(PostgresServer.SUPERUSER));
        try (Connection superuser = connect(PostgresServer.SUPERUSER);
                Statement statement = superuser.createStatement()) {
            for (String organization : List.of(ACME, GLOBEX)) {
                statement.execute("INSERT INTO organizations (id, name) VALUES ('%s', 'one')".formatted(organization));
                statement.execute("INSERT INTO bots (organization_id, id, name) VALUES ('%s', '%s', 'bot')"
                        .formatted(organization, BOT));
                statement.execute("INSERT INTO organization_members VALUES ('%s', '%s', 'viewer')"
                        .formatted(organization, MEMBER_OF_BOTH));
            }
            statement.execute(
                    "INSERT INTO organization_members VALUES ('%s', '%s', 'admin')".formatted(ACME, MEMBER_OF_ACME));
            statement.execute("INSERT INTO organization_members VALUES ('%s', '%s', 'analyst')"
                    .formatted(GLOBEX, MEMBER_OF_GLOBEX));
        }
        try (Connection jobs = connect(JOBS);
                Statement statement = jobs.createStatement()) {
            writeFacts(statement, ACME);
            writeFacts(statement, GLOBEX);
        }
    }

    private static void writeFacts(Statement statement, String organization) throws SQLException {
        statement.execute("""
                INSERT INTO conversation_metrics (organization_id, conversation_id, bot_id, customer_phone, started_at)
                VALUES ('%s', '%s', '%s', '+49151', '2025-03-14T10:00:00Z')
                """.formatted(organization, CONVERSATION, BOT));
        statement.execute("""
                INSERT INTO bot_performance_metrics (organization_id, bot_id, date, total_conversations, total_messages,
                    response_time_count, response_time_sum_ms, successful_responses, failed_responses,
                    fallback_responses, total_cost_usd)
                VALUES
                    ('%1$s', '%2$s', '2025-03-13', 1000, 1000, 1000, 1000000, 1000, 0, 0, 1000),
                    ('%1$s', '%2$s', '2025-03-14', 1, 10, 1, 1000, 1, 0, 0, 0.500001),
                    ('%1$s', '%2$s', '2025-03-15', 2, 20, 3, 2, 1, 0, 1, 0.25),
                    ('%1$s', '%2$s', '2025-03-16', 1000, 1000, 1000, 1000000, 1000, 0, 0, 1000)
                """.formatted(organization, BOT));
        statement.execute("INSERT INTO usage_analytics (organization_id, hour) VALUES ('%s', '2025-03-14T10:00:00Z')"
                .formatted(organization));
        for (String table : List.of("bot_metrics_15m", "bot_metrics_1m")) {
            statement.execute("""
                    INSERT INTO %s (organization_id, bot_id, bucket_start) VALUES ('%s', '%s', '2025-03-14T10:00:00Z')
                    """.formatted(table, organization, BOT));
        }
        writeResponses(statement, organization, CONVERSATION, "2025-03-14T10:00:00Z", "10,20,35,41");
        // Of an earlier part of the conversation, which its row has left behind.
        writeResponses(statement, organization, CONVERSATION, "2025-03-01T10:00:00Z", "86400000");
    }

    private static void writeResponses(
            Statement statement, String organization, String conversation, String at, String millis)
            throws SQLException {
        statement.execute("""
                INSERT INTO messages (organization_id, conversation_id, event_id, bot_id, direction, text, occurred_at,
                    response_time_ms)
                SELECT '%s', '%s', gen_random_uuid(), '%s', 'outbound', 'An answer', '%s', millis
                FROM unnest('{%s,NULL}'::bigint[]) AS millis
                """.formatted(organization, conversation, BOT, at, millis));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void protectsEveryTableOfAnOrganization() throws SQLException {
        try (Connection superuser = connect(PostgresServer.SUPERUSER)) {
            assertThat(column(superuser, """
                            SELECT c.relname FROM pg_class c
                            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (
                                c.relname = 'organizations' OR EXISTS (
                                    SELECT FROM pg_attribute a
                                    WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped))
                            """)).containsExactlyInAnyOrderElementsOf(OF_ORGANIZATIONS);
            assertThat(column(superuser, """
                            SELECT c.relname FROM pg_class c
                            WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
                                AND EXISTS (
                                    SELECT FROM pg_policy p
                                    WHERE p.polrelid = c.oid AND p.polroles = ARRAY['botflow_api'::regrole::oid])
                            """)).containsExactlyInAnyOrderElementsOf(OF_ORGANIZATIONS);
        }
    }

    @Test
    void hasNoViewThatReadsWithItsOwnersRights() throws SQLException {
        try (Connection superuser = connect(PostgresServer.SUPERUSER)) {
            assertThat(column(superuser, """
                            SELECT c.relname FROM pg_class c
                            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
                                AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
                            UNION ALL
                            SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
                            """)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {API, JOBS, REPAIR})
    void letsNoRoleOfTheProductPassByItsPolicies(String role) throws SQLException {
        try (Connection superuser = connect(PostgresServer.SUPERUSER)) {
            assertThat(column(
                            superuser,
                            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
                                    + " WHERE rolname = '" + role + "'"))
                    .containsExactly("f");
            assertThat(column(
                            superuser,
                            "SELECT refobjid FROM pg_shdepend WHERE deptype = 'o' AND refobjid = '" + role
                                    + "'::regrole"))
                    .isEmpty();
        }
    }

    @Test
    void givesTheOtherRolesNothing() throws SQLException {
        try (Connection superuser = connect(PostgresServer.SUPERUSER)) {
            assertThat(column(superuser, """
                            SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a
                            WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = 0
                            UNION ALL
                            SELECT p.proname FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                            WHERE p.pronamespace = 'public'::regnamespace AND a.grantee = 0
                            """)).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("OF_ORGANIZATIONS")
    void showsTheApiTheOrganizationsOfItsUser(String table) throws SQLException {
        assertThat(organizationsSeen(table, MEMBER_OF_ACME)).containsExactly(ACME);
        assertThat(organizationsSeen(table, MEMBER_OF_GLOBEX)).containsExactly(GLOBEX);
        assertThat(organizationsSeen(table, MEMBER_OF_BOTH)).containsExactlyInAnyOrder(ACME, GLOBEX);
    }

    @ParameterizedTest
    @FieldSource("OF_ORGANIZATIONS")
    void showsTheApiNothingWithoutAMember(String table) throws SQLException {
        assertThat(organizationsSeen(table, STRANGER)).isEmpty();
        assertThat(organizationsSeen(table, NOBODY)).isEmpty();
        try (Connection neverSet = connect(API)) {
            assertThat(column(neverSet, "SELECT 1 FROM " + table)).isEmpty();
        }
    }

    @Test
    void showsAUserTheOwnMembershipsOnly() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            assertThat(column(api, "SELECT user_id FROM organization_members")).containsExactly(MEMBER_OF_ACME);
        }
    }

    @Test
    void forgetsTheUserWithTheTransaction() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            assertThat(column(api, "SELECT name FROM organizations")).hasSize(1);
            api.commit();

            assertThat(column(api, "SELECT name FROM organizations")).isEmpty();
        }
    }

    @Test
    void refusesAUserThatIsNoUuid() throws SQLException {
        try (Connection api = transactionOf("' OR true --")) {
            assertThatThrownBy(() -> column(api, "SELECT name FROM organizations"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @FieldSource("OF_ORGANIZATIONS")
    void letsTheApiWriteNothing(String table) throws SQLException {
        for (String sql : List.of(
                "INSERT INTO %s DEFAULT VALUES",
                "UPDATE %s SET created_at = now()",
                "DELETE FROM %s",
                "TRUNCATE %s",
                "ALTER TABLE %s DISABLE ROW LEVEL SECURITY")) {
            try (Connection api = transactionOf(MEMBER_OF_ACME)) {
                assertRefused(() -> execute(api, sql.formatted(table)));
            }
        }
    }

    @Test
    void letsTheApiSwitchNothingOff() throws SQLException {
        for (String sql : List.of(
                "SET LOCAL row_security = off; SELECT * FROM messages",
                "SET LOCAL ROLE botflow_jobs",
                "CREATE TABLE public.messages_of_all (organization_id uuid)",
                "CREATE TEMPORARY TABLE messages (organization_id uuid)")) {
            try (Connection api = transactionOf(MEMBER_OF_ACME)) {
                assertRefused(() -> execute(api, sql));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("FACTS")
    void letsTheJobsWriteFacts(String table) throws SQLException {
        try (Connection jobs = connect(JOBS)) {
            assertThat(column(jobs, "SELECT DISTINCT organization_id FROM " + table))
                    .containsExactlyInAnyOrder(ACME, GLOBEX);
            jobs.setAutoCommit(false);
            execute(jobs, "UPDATE " + table + " SET created_at = now()");
            if (table.equals("bot_metrics_1m")) {
                execute(jobs, "DELETE FROM " + table);
            } else {
                assertRefused(() -> execute(jobs, "DELETE FROM " + table));
            }
            jobs.rollback();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conversation_metrics, 'organization_id, conversation_id', 'bot_id, customer_phone, started_at'",
        "bot_performance_metrics, 'organization_id, bot_id, date', ''",
        "usage_analytics, 'organization_id, hour', ''",
        "bot_metrics_15m, 'organization_id, bot_id, bucket_start', ''",
        "bot_metrics_1m, 'organization_id, bot_id, bucket_start', ''",
        "messages, 'organization_id, conversation_id, event_id', 'bot_id, direction, text, occurred_at'"
    })
    void letsTheJobsWriteARowAgain(String table, String key, String required) throws SQLException {
        String columns = required.isEmpty() ? key : key + ", " + required;
        try (Connection jobs = connect(JOBS)) {
            jobs.setAutoCommit(false);
            List<String> before = column(jobs, "SELECT count(*) FROM " + table);
            execute(jobs, """
                    INSERT INTO %1$s (%2$s) SELECT %2$s FROM %1$s
                    ON CONFLICT (%3$s) DO UPDATE SET created_at = EXCLUDED.created_at
                    """.formatted(table, columns, key));

            assertThat(column(jobs, "SELECT count(*) FROM " + table)).isEqualTo(before);
            jobs.rollback();
        }
    }

    @ParameterizedTest
    @FieldSource("FACTS")
    void letsRepairsWriteAndDeleteFacts(String table) throws SQLException {
        try (Connection repair = connect(REPAIR)) {
            assertThat(column(repair, "SELECT DISTINCT organization_id FROM " + table))
                    .containsExactlyInAnyOrder(ACME, GLOBEX);
            repair.setAutoCommit(false);
            execute(repair, "UPDATE " + table + " SET created_at = now()");
            execute(repair, "DELETE FROM " + table);
            repair.rollback();
        }
        for (String sql : List.of("TRUNCATE %s", "ALTER TABLE %s DISABLE ROW LEVEL SECURITY", "DROP TABLE %s")) {
            try (Connection repair = connect(REPAIR)) {
                assertRefused(() -> execute(repair, sql.formatted(table)));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("DIRECTORY")
    void keepsRepairsFromPeopleAndNames(String table) throws SQLException {
        try (Connection repair = connect(REPAIR)) {
            assertRefused(() -> column(repair, "SELECT 1 FROM " + table));
            assertRefused(() -> execute(repair, "DELETE FROM " + table));
        }
    }

    @Test
    void letsRepairsOnlyReadHowFarJobsHaveCome() throws SQLException {
        try (Connection repair = connect(REPAIR)) {
            assertThat(column(repair, "SELECT job FROM pipeline_progress WHERE false"))
                    .isEmpty();
            assertRefused(() -> execute(repair, "UPDATE pipeline_progress SET as_of = now()"));
            assertRefused(() -> execute(repair, "CREATE TABLE public.mine (id integer)"));
            assertRefused(() -> execute(repair, "SET ROLE botflow_jobs"));
        }
    }

    @Test
    void keepsEverybodyElseFromRecomputedRows() throws SQLException {
        try (Connection repair = connect(REPAIR)) {
            repair.setAutoCommit(false);
            execute(repair, "CREATE TABLE shadow.messages (LIKE public.messages INCLUDING ALL)");
            repair.commit();
            for (String role : List.of(API, JOBS)) {
                try (Connection other = connect(role)) {
                    assertRefused(() -> column(other, "SELECT 1 FROM shadow.messages"));
                    assertRefused(() -> execute(other, "CREATE TABLE shadow.mine (id integer)"));
                }
            }
            execute(repair, "DROP TABLE shadow.messages");
            repair.commit();
        }
        try (Connection superuser = connect(PostgresServer.SUPERUSER)) {
            assertThat(column(superuser, """
                            SELECT a.grantee::regrole::text FROM pg_namespace n, aclexplode(n.nspacl) a
                            WHERE n.nspname = 'shadow' AND a.grantee <> n.nspowner
                            """)).containsOnly(REPAIR);
        }
    }

    @ParameterizedTest
    @FieldSource("DIRECTORY")
    void keepsTheJobsFromPeopleAndNames(String table) throws SQLException {
        try (Connection jobs = connect(JOBS)) {
            assertRefused(() -> column(jobs, "SELECT 1 FROM " + table));
            assertRefused(() -> execute(jobs, "DELETE FROM " + table));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conversation_metrics, started_at >= '2025-03-14'",
        "bot_metrics_15m, bucket_start >= '2025-03-14'",
        "messages, occurred_at >= '2025-03-14'"
    })
    void computesThePolicyOnceAndSeeksWithIt(String table, String range) throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            // On a table of one page a scan is right; what matters is that an index could be used.
            execute(api, "SET LOCAL enable_seqscan = off");

            String plan = String.join("\n", column(api, "EXPLAIN SELECT * FROM " + table + " WHERE " + range));

            assertThat(plan).contains("InitPlan").containsPattern("Index Cond: .*organization_id = ANY");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // v = 10, 20, 35, 41; p50: k = 150, 20 + 15 * 50 / 100 = 27.5; p95: k = 285, 40.1; p99: k = 297, 40.82
        "'10,20,35,41', 28, 40, 41",
        "'41,10,35,20', 28, 40, 41",
        "'7', 7, 7, 7",
        "'0', 0, 0, 0",
        "'0,0,1', 0, 1, 1",
        // halves go up: 0.5; 0.95 and 0.99
        "'0,1', 1, 1, 1",
        // p95: k = 95, 0 + 10 * 95 / 100 = 9.5
        "'0,10', 5, 10, 10",
        "'5,5,5,5,5', 5, 5, 5",
        "'0,86400000', 43200000, 82080000, 85536000",
        // p95: k = 380, 99 + 1 * 80 / 100 = 99.8
        "'100,99,0,1,2', 2, 100, 100"
    })
    void calculatesPercentilesInWholeNumbers(String millis, long p50, long p95, long p99) throws SQLException {
        String conversation = "d0000000-0000-0000-0000-000000000099";
        try (Connection superuser = connect(PostgresServer.SUPERUSER)) {
            superuser.setAutoCommit(false);
            try (Statement statement = superuser.createStatement()) {
                writeResponses(statement, ACME, conversation, "2025-03-14T10:00:00Z", millis);
            }
            assertThat(percentiles(superuser, "'" + conversation + "'")).containsExactly(p50, p95, p99);
            superuser.rollback();
        }
    }

    @Test
    void calculatesPercentilesOfTheNewestPartOnly() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            assertThat(percentiles(api, "'" + CONVERSATION + "'")).containsExactly(28L, 40L, 41L);
        }
    }

    @Test
    void calculatesNoPercentilesWithoutResponses() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            assertThat(percentiles(api, "'" + ABSENT + "'")).containsExactly(null, null, null);
            assertThat(percentiles(api, "'" + CONVERSATION + "', '" + GLOBEX + "'"))
                    .containsExactly(null, null, null);
        }
        try (Connection api = transactionOf(STRANGER)) {
            assertThat(percentiles(api, "'" + CONVERSATION + "'")).containsExactly(null, null, null);
        }
    }

    @Test
    void asksForTheOrganizationOfAConversationThatIsInTwo() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_BOTH)) {
            assertThat(percentiles(api, "'" + CONVERSATION + "', '" + GLOBEX + "'"))
                    .containsExactly(28L, 40L, 41L);
            assertThatThrownBy(() -> percentiles(api, "'" + CONVERSATION + "'"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(CARDINALITY_VIOLATION))
                    .hasMessageContaining(CONVERSATION)
                    .hasMessageContaining("more than one organization")
                    .hasMessageContaining("p_organization_id");
        }
    }

    @Test
    void weighsDaysByWhatWasSaidOnThem() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            // (1000 + 2) / 4 = 250.5; 2 of 3
            assertThat(summary(api, "'" + BOT + "', '2025-03-14', '2025-03-15'"))
                    .containsExactly("3", "30", "251", "66.67", "0.750001");
            assertThat(summary(api, "'" + BOT + "', '2025-03-15', '2025-03-15'"))
                    .containsExactly("2", "20", "1", "50.00", "0.250000");
        }
    }

    @Test
    void summarizesNothingAsNothing() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_ACME)) {
            assertThat(summary(api, "'" + BOT + "', '2024-03-14', '2024-03-15'"))
                    .containsExactly("0", "0", null, null, "0.000000");
            assertThat(summary(api, "'" + ABSENT + "', '2025-03-14', '2025-03-15'"))
                    .containsExactly("0", "0", null, null, "0.000000");
            assertThat(summary(api, "'" + BOT + "', '2025-03-14', '2025-03-15', '" + GLOBEX + "'"))
                    .containsExactly("0", "0", null, null, "0.000000");
        }
    }

    @Test
    void asksForTheOrganizationOfABotThatIsInTwo() throws SQLException {
        try (Connection api = transactionOf(MEMBER_OF_BOTH)) {
            assertThat(summary(api, "'" + BOT + "', '2025-03-14', '2025-03-15', '" + ACME + "'"))
                    .startsWith("3", "30");
            assertThatThrownBy(() -> summary(api, "'" + BOT + "', '2025-03-14', '2025-03-15'"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(CARDINALITY_VIOLATION))
                    .hasMessageContaining(BOT)
                    .hasMessageContaining("more than one organization")
                    .hasMessageContaining("p_organization_id");
        }
    }

    private static List<String> organizationsSeen(String table, String user) throws SQLException {
        String organization = table.equals("organizations") ? "id" : "organization_id";
        try (Connection api = transactionOf(user)) {
            return column(api, "SELECT DISTINCT " + organization + " FROM " + table);
        }
    }

    private static List<Long> percentiles(Connection connection, String arguments) throws SQLException {
        List<Long> found = new ArrayList<>();
        for (String value :
                row(connection, "SELECT p50, p95, p99 FROM calculate_response_time_percentiles(" + arguments + ")")) {
            found.add(value == null ? null : Long.valueOf(value));
        }
        return found;
    }

    private static List<String> summary(Connection connection, String arguments) throws SQLException {
        return row(
                connection,
                "SELECT total_conversations, total_messages, avg_response_time_ms, success_rate, total_cost_usd"
                        + " FROM get_bot_performance_summary(" + arguments + ")");
    }

    /** A connection of the API within a transaction for the user, as each request has it. */
    private static Connection transactionOf(String user) throws SQLException {
        Connection api = connect(API);
        api.setAutoCommit(false);
        try (PreparedStatement set = api.prepareStatement("SELECT set_config('botflow.user_id', ?, true)")) {
            set.setString(1, user);
            set.execute();
        }
        return api;
    }

    private static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(user));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static List<String> row(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            assertThat(rows.next()).isFalse();
            return values;
        }
    }

    private static void assertRefused(ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }
}
