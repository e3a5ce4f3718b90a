package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.server.PostgresServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How PostgreSQL runs what the API asks it, among a thousand organizations: the plans are those that requests really
 * had, written by PostgreSQL itself.
 */
class PlansIT {
    /** The same traffic each day, for 30 days and for 300. */
    private static final int YOUNG = 1;

    private static final int OLD = 2;
    /** A member of a hundred organizations. */
    private static final String CONSULTANT = "20000000-0000-0000-0000-000000000001";

    private static final Set<String> LARGE =
            Set.of("conversation_metrics", "messages", "bot_metrics_15m", "bot_performance_metrics", "usage_analytics");
    /** What of a table's pages a request for a day may read at most, its index included. */
    private static final int SMALL_PART = 10;

    private static final String[] DATA = {
        """
        INSERT INTO organizations (id, name) SELECT pg_temp.organization(o), 'organization ' || o
        FROM generate_series(1, 1000) o
        """,
        """
        INSERT INTO organization_members
        SELECT pg_temp.organization(o), ('10000000-0000-0000-0000-' || lpad(o::text, 12, '0'))::uuid, 'admin'
        FROM generate_series(1, 1000) o
        UNION ALL
        SELECT pg_temp.organization(o), '20000000-0000-0000-0000-000000000001', 'viewer' FROM generate_series(1, 100) o
        """,
        """
        INSERT INTO bots (organization_id, id, name) SELECT pg_temp.organization(o), pg_temp.bot(b), 'bot ' || b
        FROM generate_series(1, 1000) o, generate_series(1, 5) b
        """,
        "INSERT INTO pipeline_progress VALUES ('conversation-analytics', now(), now())",
        // By time, as the jobs write: rows of an organization lie far apart.
        """
        INSERT INTO conversation_metrics (organization_id, conversation_id, bot_id, customer_phone, started_at, ended_at,
            duration_seconds, total_messages, slowest_response_ms, resolution_status)
        SELECT pg_temp.organization(o), md5(o || ':' || d || ':' || n)::uuid, pg_temp.bot(n % 5 + 1), '+4915' || n,
            pg_temp.at(d) + n * interval '1 minute', pg_temp.at(d) + n * interval '2 minutes', (n * 7919 + d * 31) % 997,
            4, (n * 104729 + d * 17) % 9973, (ARRAY['resolved', 'unresolved', 'escalated'])[n % 3 + 1]
        FROM generate_series(299, 0, -1) d, generate_series(1, 1000) o,
            generate_series(1, CASE WHEN o <= 2 THEN 40 ELSE 10 END) n
        WHERE d < 30 OR o = 2
        """,
        """
        INSERT INTO messages (organization_id, conversation_id, event_id, bot_id, direction, text, occurred_at)
        SELECT pg_temp.organization(o), md5(o || ':' || d || ':' || n)::uuid, md5(d || '.' || n || '.' || m)::uuid,
            pg_temp.bot(n % 5 + 1), 'outbound', 'word' || d || ' says ' || m,
            pg_temp.at(d) + n * interval '1 minute' + m * interval '1 second'
        FROM generate_series(299, 0, -1) d, generate_series(1, 1000) o,
            generate_series(1, CASE WHEN o <= 2 THEN 40 ELSE 1 END) n, generate_series(1, 5) m
        WHERE d < 30 OR o = 2
        """,
        """
        INSERT INTO bot_metrics_15m (organization_id, bot_id, bucket_start, inbound, success, response_time_count)
        SELECT pg_temp.organization(o), pg_temp.bot(b), pg_temp.at(d) + h * interval '1 hour', 1, 1, 1
        FROM generate_series(299, 0, -1) d, generate_series(0, 23) h, generate_series(1, 1000) o, generate_series(1, 5) b
        WHERE o <= 2 AND (d < 30 OR o = 2) OR o > 2 AND d < 30 AND h < 2
        """,
        """
        INSERT INTO bot_metrics_1m (organization_id, bot_id, bucket_start, inbound)
        SELECT pg_temp.organization(o), pg_temp.bot(b), date_trunc('minute', now()) - i * interval '10 minutes', 1
        FROM generate_series(287, 0, -1) i, generate_series(1, 200) o, generate_series(1, 2) b
        """,
        """
        INSERT INTO bot_performance_metrics (organization_id, bot_id, date, total_messages, total_conversations)
        SELECT pg_temp.organization(o), pg_temp.bot(b), pg_temp.at(d)::date, b, b
        FROM generate_series(299, 0, -1) d, generate_series(1, 1000) o,
            generate_series(1, CASE WHEN o <= 2 THEN 5 ELSE 3 END) b
        WHERE d < 30 OR o = 2
        """,
        """
        INSERT INTO usage_analytics (organization_id, hour, messages_sent)
        SELECT pg_temp.organization(o), pg_temp.at(d) + h * interval '1 hour', 1
        FROM generate_series(299, 0, -1) d, generate_series(0, 23) h, generate_series(1, 1000) o
        WHERE o <= 2 AND (d < 30 OR o = 2) OR o > 2 AND d < 30 AND h < 2
        """,
    };

    @TempDir
    private static Path directory;

    private static RunningApi api;
    private static Map<String, Long> pages;

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.prepare(directory);
        Instant started = Instant.now();
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION pg_temp.organization(o integer) RETURNS uuid LANGUAGE sql IMMUTABLE
                        RETURN ('a0000000-0000-0000-0000-' || lpad(o::text, 12, '0'))::uuid;
                    CREATE FUNCTION pg_temp.bot(b integer) RETURNS uuid LANGUAGE sql IMMUTABLE
                        RETURN ('c0000000-0000-0000-0000-' || lpad(b::text, 12, '0'))::uuid;
                    CREATE FUNCTION pg_temp.at(d integer) RETURNS timestamptz LANGUAGE sql STABLE
                        RETURN date_trunc('day', now()) - d * interval '1 day'
                    """);
            for (String insert : DATA) {
                statement.execute(insert);
            }
            statement.execute("VACUUM (ANALYZE)");
            pages = pages(statement);
            for (String setting : List.of(
                    "session_preload_libraries = 'auto_explain'",
                    "auto_explain.log_min_duration = 0",
                    "auto_explain.log_analyze = on",
                    "auto_explain.log_buffers = on",
                    "auto_explain.log_timing = off",
                    "auto_explain.log_format = 'json'")) {
                statement.execute("ALTER ROLE botflow_api SET " + setting);
            }
        }
        System.out.println("PlansIT: loaded " + pages + " pages in "
                + Duration.between(started, Instant.now()).toSeconds() + " s");
        api.startServer(api.settings().api());
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(api.settings().jdbcUrl(PostgresServer.SUPERUSER));
    }

    private static Map<String, Long> pages(Statement statement) throws SQLException {
        Map<String, Long> pages = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT relname, relpages FROM pg_class WHERE relname IN ('" + String.join("', '", LARGE) + "')")) {
            while (rows.next()) {
                pages.put(rows.getString(1), rows.getLong(2));
            }
        }
        return pages;
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static String id(char kind, int number) {
        return kind + "0000000-0000-0000-0000-" + String.format(Locale.ROOT, "%012d", number);
    }

    private static String token(int organization) {
        return api.token(id('1', organization), id('a', organization));
    }

    /** Of a day, for all that can be asked of one. */
    private static List<String> ofADay() {
        String bot = id('c', 1);
        String conversation = "00000000-0000-0000-0000-000000000000";
        List<String> requests = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            requests.add(resource.request(bot, conversation));
            if (resource.takes("bot_id")) {
                requests.add(resource.request(bot, conversation, "bot_id=" + bot));
            }
            if (resource.takes("interval")) {
                requests.add(resource.request(bot, conversation, "tz=Asia/Kathmandu&interval=hour"));
            }
            if (resource.takes("status")) {
                requests.add(resource.request(bot, conversation, "status=resolved&bot_id=" + bot));
            }
            if (resource.takes("customer")) {
                requests.add(resource.request(bot, conversation, "customer=15"));
            }
            if (resource.takes("q")) {
                requests.add(resource.request(bot, conversation, "q=says"));
            }
            if (resource.takes("sort")) {
                for (String sort :
                        List.of("started_at", "-duration_seconds", "duration_seconds", "-slowest_response_ms")) {
                    requests.add(resource.request(bot, conversation, "sort=" + sort));
                }
            }
            if (resource.takes("metric")) {
                for (String metric : List.of("conversations", "success_rate", "p95")) {
                    requests.add(resource.path(bot, conversation) + "?metric=" + metric);
                }
            }
        }
        String today = Instant.now().toString().substring(0, 10);
        requests.add("/api/analytics/bots/" + bot + "/performance?start_date=" + today + "&end_date=" + today);
        return requests;
    }

    @Test
    void readsByIndexesOfTheOrganizationAlone() throws Exception {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String request : ofADay()) {
            String member = token(OLD);
            for (String token : List.of(member, api.token(CONSULTANT, id('a', OLD)))) {
                // A viewer may not search by customer.
                boolean isConsultant = !token.equals(member);
                if (isConsultant && request.contains("customer")) {
                    continue;
                }
                for (Plan plan : plansOf(request, token)) {
                    seen.addAll(plan.relations());
                    List<String> ofPlan = new ArrayList<>(plan.faults());
                    // What is looked up for each row costs by rows: the other test shows that it is by no more.
                    if (!plan.relations().containsAll(Set.of("messages", "conversation_metrics"))) {
                        ofPlan.addAll(plan.faultsOfSize());
                    }
                    ofPlan.forEach(fault -> faults.add(request + ": " + fault + "\n" + plan.text()));
                }
            }
        }
        assertThat(seen).containsAll(LARGE);
        assertThat(faults).isEmpty();
    }

    @Test
    void readsAsMuchForADayHoweverLongTheHistory() throws Exception {
        List<String> faults = new ArrayList<>();
        for (String request : ofADay()) {
            long young = blocks(request, token(YOUNG));
            long old = blocks(request, token(OLD));
            System.out.printf(Locale.ROOT, "PlansIT: %6d %6d blocks %s%n", young, old, request);
            if (old > young * 3 / 2 + 100) {
                faults.add("%d blocks of 30 days, %d of 300: %s".formatted(young, old, request));
            }
        }
        assertThat(faults).isEmpty();
    }

    private static long blocks(String request, String token) throws Exception {
        return plansOf(request, token).stream().mapToLong(Plan::blocks).sum();
    }

    /** Of all statements for one request. */
    private static List<Plan> plansOf(String request, String token) throws Exception {
        Path log = directory.resolve("postgres").resolve("postgres.log");
        int before = Files.readAllBytes(log).length;
        HttpResponse<String> answer = api.get(request, token);
        assertThat(answer.statusCode()).as(request).isIn(200, 404);
        return Plan.all(after(log, before));
    }

    private static String after(Path log, int before) throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, before, all.length - before, StandardCharsets.UTF_8);
    }

    /** How a statement was run. */
    private record Plan(String statement, JsonObject root) {
        private static final String BEGINNING = " plan:";

        static List<Plan> all(String log) {
            List<Plan> plans = new ArrayList<>();
            StringBuilder json = null;
            for (String line : (log + "\nend").lines().toList()) {
                if (json != null && line.startsWith("\t")) {
                    json.append(line, 1, line.length());
                } else if (json != null) {
                    JsonObject logged = new JsonObject(json.toString());
                    plans.add(new Plan(logged.getString("Query Text"), logged.getJsonObject("Plan")));
                    json = null;
                }
                if (line.endsWith(BEGINNING)) {
                    json = new StringBuilder();
                }
            }
            return plans;
        }

        /** Of its tables and their indexes, in the cache or not. */
        long blocks() {
            return root.getLong("Shared Hit Blocks") + root.getLong("Shared Read Blocks");
        }

        Set<String> relations() {
            Set<String> relations = new HashSet<>();
            for (JsonObject node : nodes()) {
                if (node.containsKey("Relation Name")) {
                    relations.add(node.getString("Relation Name"));
                }
            }
            return relations;
        }

        List<String> faults() {
            List<String> faults = new ArrayList<>();
            for (JsonObject node : nodes()) {
                String type = node.getString("Node Type");
                String condition = node.getString("Index Cond", "");
                if (type.equals("Seq Scan") && LARGE.contains(node.getString("Relation Name"))) {
                    faults.add("reads all of " + node.getString("Relation Name"));
                }
                boolean isOfLargeTable = LARGE.stream()
                        .anyMatch(table -> node.getString("Index Name", "").startsWith(table));
                if (isOfLargeTable && !condition.contains("organization_id")) {
                    faults.add("does not look for the organization: " + condition);
                }
                if ("InitPlan".equals(node.getString("Parent Relationship")) && node.getInteger("Actual Loops") > 1) {
                    faults.add("asks more than once for the memberships");
                }
            }
            return faults;
        }

        List<String> faultsOfSize() {
            List<String> faults = new ArrayList<>();
            for (String relation : relations()) {
                if (LARGE.contains(relation) && blocks() > pages.get(relation) / SMALL_PART) {
                    faults.add("reads " + blocks() + " blocks, while " + relation + " has " + pages.get(relation));
                }
            }
            return faults;
        }

        private List<JsonObject> nodes() {
            List<JsonObject> nodes = new ArrayList<>();
            add(root, nodes);
            return nodes;
        }

        private static void add(JsonObject node, List<JsonObject> nodes) {
            nodes.add(node);
            for (Object child : node.getJsonArray("Plans", new JsonArray())) {
                add((JsonObject) child, nodes);
            }
        }

        String text() {
            return statement + "\n" + root.encode();
        }
    }
}
