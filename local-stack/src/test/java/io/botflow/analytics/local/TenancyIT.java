package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.api.database.DatabaseSettings;
import io.botflow.analytics.local.server.PostgresServer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one organization can get of another's, by asking in every way and under load: nothing. */
class TenancyIT {
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());
    private static final int ATTACKS = 10_000;
    private static final int REQUESTS = 5_000;
    private static final int CROWD = 200;
    private static final int POOL = 4;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final List<String> ROLES = List.of("admin", "analyst", "viewer");

    private static final String BOT = "c0000000-0000-0000-0000-00000000000a";
    private static final String CONVERSATION = "d0000000-0000-0000-0000-00000000000a";
    private static final String BOT_OF_GLOBEX = "c0000000-0000-0000-0000-00000000000b";
    private static final String CONVERSATION_OF_GLOBEX = "d0000000-0000-0000-0000-00000000000b";
    private static final String ABSENT = "e0000000-0000-0000-0000-00000000000e";

    /** The same bot and conversation in all of them. */
    private static final Facts ACME =
            facts("a0000000-0000-0000-0000-00000000000a", 11_223_344, "mockingbird", "+491511122");

    private static final Facts GLOBEX =
            facts("b0000000-0000-0000-0000-00000000000b", 42_424_242, "canary", "+494242424");
    private static final Facts INITECH =
            facts("b0000000-0000-0000-0000-00000000000c", 77_665_544, "nightingale", "+497776665");

    /** What only one of them has; it counts nothing, so that sums stay recognizable. */
    private static final Facts MORE_OF_GLOBEX =
            new Facts(GLOBEX.organization(), BOT_OF_GLOBEX, CONVERSATION_OF_GLOBEX, 0, GLOBEX.word(), GLOBEX.phone());

    private static final List<Facts> ALL = List.of(ACME, GLOBEX, INITECH);

    @TempDir
    private static Path directory;

    private static RunningApi api;

    private static Facts facts(String organization, long number, String word, String phone) {
        return new Facts(organization, BOT, CONVERSATION, number, word, phone);
    }

    @BeforeAll
    static void start() throws Exception {
        System.out.println("TenancyIT: -Dbotflow.seed=" + SEED);
        api = RunningApi.prepare(directory);
        Instant now = Instant.now();
        for (Facts facts : List.of(ACME, GLOBEX, MORE_OF_GLOBEX, INITECH)) {
            facts.store(api, now);
        }
        for (Facts facts : ALL) {
            for (String role : ROLES) {
                api.sql("INSERT INTO organization_members VALUES ('%s', '%s', '%s')"
                        .formatted(facts.organization(), user(facts, role), role));
            }
        }
        api.startServer(withPool(api.settings().api(), POOL));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static ApiSettings withPool(ApiSettings settings, int size) {
        DatabaseSettings database = settings.database();
        return new ApiSettings(
                settings.host(),
                settings.port(),
                settings.managementPort(),
                settings.redisUrl(),
                new DatabaseSettings(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.encryption(),
                        database.user(),
                        database.password(),
                        size),
                settings.tokens(),
                settings.allowedOrigins(),
                settings.sockets(),
                settings.exports(),
                settings.cursorSecret(),
                settings.requestsPerSecond());
    }

    /** The organization's only user of a role. */
    private static String user(Facts facts, String role) {
        String last = facts.organization().substring(35);
        return "10000000-0000-0000-0000-0000000" + last + "000" + role.length();
    }

    private static String token(Facts facts, String role) {
        return api.token(user(facts, role), facts.organization());
    }

    @Test
    void givesAttackersNothing() throws Exception {
        String logBefore = serverLog();
        Map<Integer, Integer> statuses = new TreeMap<>();
        attack(ACME, ATTACKS, (request, answer) -> {
            statuses.merge(answer.status(), 1, Integer::sum);
            assertThat(answer.status()).as("seed %d: %s", SEED, request).isBetween(200, 499);
            assertThat(GLOBEX.isIn(answer.text()))
                    .as("seed %d: %s: %s", SEED, request, answer.text())
                    .isFalse();
        });
        System.out.println("TenancyIT: attacks by status " + statuses);

        assertThat(statuses.get(200)).as("attacks that went all the way").isGreaterThan(ATTACKS / 10);
        assertThat(GLOBEX.isIn(serverLog().substring(logBefore.length())))
                .as("the log, seed %d", SEED)
                .isFalse();

        // The same requests bring it all out for who may have it.
        int[] seen = {0};
        attack(GLOBEX, ATTACKS / 10, (request, answer) -> seen[0] += GLOBEX.isIn(answer.text()) ? 1 : 0);
        assertThat(seen[0]).isGreaterThan(ATTACKS / 200);
    }

    private static void attack(Facts caller, int count, BiConsumer<ManyRequests.Request, ManyRequests.Answer> check)
            throws Exception {
        Attacks attacks = new Attacks(new Random(SEED), token(caller, "admin"), cursorsOfGlobex());
        try (ManyRequests requests = new ManyRequests(api.settings().ports().api(), 8)) {
            requests.send(Stream.generate(attacks).limit(count).iterator(), check);
        }
    }

    private static String serverLog() throws IOException {
        return Files.readString(Path.of("target", "api-server.log"), StandardCharsets.UTF_8);
    }

    private static List<String> cursorsOfGlobex() throws Exception {
        List<String> cursors = new ArrayList<>();
        for (String path : List.of(
                "/api/conversations?limit=1",
                "/api/conversations/" + CONVERSATION + "/messages?limit=1",
                "/api/conversations/" + CONVERSATION_OF_GLOBEX + "/messages?limit=1")) {
            cursors.add(cursor(path, GLOBEX));
        }
        return cursors;
    }

    private static String cursor(String path, Facts caller) throws Exception {
        HttpResponse<String> page = api.get(path, token(caller, "admin"));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return new JsonObject(page.body()).getString("next_cursor");
    }

    /** Requests for another organization's facts, in all ways that come to mind, out of one seed. */
    private static final class Attacks implements Supplier<ManyRequests.Request> {
        private static final List<String> IDS = List.of(
                BOT,
                CONVERSATION,
                BOT_OF_GLOBEX,
                CONVERSATION_OF_GLOBEX,
                GLOBEX.organization(),
                user(GLOBEX, "admin"),
                ABSENT);
        private static final Resource[] RESOURCES = Resource.values();

        private final Random random;
        private final String token;
        private final List<String> cursors;
        private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

        Attacks(Random random, String token, List<String> cursors) {
            this.random = random;
            this.token = token;
            this.cursors = cursors;
        }

        @Override
        public ManyRequests.Request get() {
            Resource resource = RESOURCES[random.nextInt(RESOURCES.length)];
            boolean isPlain = random.nextInt(3) > 0;
            String bot = isPlain ? one(BOT, BOT, BOT_OF_GLOBEX, ABSENT) : written(one(IDS));
            String conversation =
                    isPlain ? one(CONVERSATION, CONVERSATION, CONVERSATION_OF_GLOBEX, ABSENT) : written(one(IDS));
            String path = resource.request(bot, conversation);
            if (random.nextInt(6) == 0) {
                path = crooked(path);
            }
            StringBuilder uri = new StringBuilder(path);
            for (int i = random.nextInt(4); i > 0; i--) {
                uri.append(uri.indexOf("?") < 0 ? '?' : '&').append(parameter(resource));
            }
            return new ManyRequests.Request(
                    random.nextInt(20) == 0 ? HttpMethod.HEAD : HttpMethod.GET, uri.toString(), headers(), null);
        }

        private String one(String... of) {
            return of[random.nextInt(of.length)];
        }

        private String one(List<String> of) {
            return of.get(random.nextInt(of.size()));
        }

        /** An id as someone would write it who hopes that two parts of the server read it differently. */
        private String written(String id) {
            return switch (random.nextInt(10)) {
                case 0 -> id.toUpperCase(Locale.ROOT);
                case 1 -> id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
                case 2 -> id.replace("-", "%2d");
                case 3 -> id + ";organization_id=" + GLOBEX.organization();
                case 4 -> id + "%00";
                case 5 -> id + "%2f..%2f" + BOT_OF_GLOBEX;
                case 6 -> "%7b" + id + "%7d";
                case 7 -> id + "%20";
                case 8 -> id + "'%20OR%20true%20--%20";
                default -> id;
            };
        }

        private String crooked(String path) {
            return switch (random.nextInt(9)) {
                case 0 -> path.replaceFirst("/", "//");
                case 1 -> path.replaceFirst("/api/", "/api//");
                case 2 -> path.replaceFirst("/api/", "/api/./");
                case 3 -> path.replaceFirst("/api/", "/api/%2e%2e/api/");
                case 4 -> path.replaceFirst("/api/", "/health/%2E%2E/api/");
                case 5 -> path.replaceFirst("/api/", "/%61pi/");
                case 6 -> path.replaceFirst("/api/", "/API/");
                case 7 -> "/api/conversations/" + CONVERSATION + "/%2e%2e/" + CONVERSATION_OF_GLOBEX + "/messages";
                default -> path + "/";
            };
        }

        private String parameter(Resource resource) {
            if (random.nextInt(4) == 0) {
                return one(
                                "organization_id",
                                "organization",
                                "org",
                                "tenant",
                                "user_id",
                                "sub",
                                "role",
                                "bot_id[]",
                                "_")
                        + "="
                        + one(GLOBEX.organization(), user(GLOBEX, "admin"), "admin", "*", "");
            }
            if (resource.parameters().isEmpty()) {
                return "bot_id=" + written(one(IDS));
            }
            String name = one(resource.parameters());
            return name + "=" + value(name);
        }

        private String value(String name) {
            return switch (name) {
                case "bot_id", "conversation_id" -> random.nextBoolean() ? BOT : written(one(IDS));
                case "q" -> one(GLOBEX.word(), ACME.word(), "says", encoded(GLOBEX.word() + "' OR ''='"), "*");
                case "customer" -> encoded(one(GLOBEX.phone(), GLOBEX.phone().substring(1), ACME.phone(), "4", "%"));
                case "cursor" -> cursor(one(cursors));
                case "limit" -> one("1", "500", "2");
                case "period" -> one("24h", "7d", "30d");
                case "from" -> yesterday.toString();
                case "to" -> yesterday.plus(Duration.ofDays(2)).toString();
                case "start_date", "date" -> date(yesterday);
                case "end_date" -> date(yesterday.plus(Duration.ofDays(1)));
                case "tz" -> one("UTC", "Asia/Kolkata");
                case "interval" -> one("auto", "hour", "day");
                case "status" -> one("active", "resolved");
                case "sort" -> one("-started_at", "started_at", "-duration_seconds", "-slowest_response_ms");
                case "metric" -> one("messages", "conversations", "success_rate", "p95");
                default -> "";
            };
        }

        private static String date(Instant time) {
            return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
        }

        private String cursor(String genuine) {
            return switch (random.nextInt(3)) {
                case 0 -> genuine.substring(0, random.nextInt(genuine.length()));
                case 1 -> {
                    int at = random.nextInt(genuine.length());
                    yield genuine.substring(0, at) + (char) ('A' + random.nextInt(26)) + genuine.substring(at + 1);
                }
                default -> genuine;
            };
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            headers.put("Authorization", "Bearer " + token);
            if (random.nextInt(3) == 0) {
                String name = one(
                        "X-Organization-Id",
                        "Organization-Id",
                        "X-Tenant",
                        "X-User-Id",
                        "X-Forwarded-User",
                        "X-Original-URL",
                        "X-Rewrite-URL",
                        "X-HTTP-Method-Override",
                        "X-Forwarded-Host",
                        "Cookie",
                        "Origin",
                        "Range",
                        "If-None-Match",
                        "Proxy-Authorization",
                        "Accept-Encoding",
                        "X-Request-Id");
                headers.put(
                        name,
                        switch (name) {
                            case "Accept-Encoding" -> "gzip";
                            case "Range" -> "bytes=0-";
                            case "X-Original-URL", "X-Rewrite-URL" -> "/api/conversations/" + CONVERSATION_OF_GLOBEX;
                            case "Cookie" -> "organization_id=" + GLOBEX.organization();
                            default -> one(GLOBEX.organization(), user(GLOBEX, "admin"));
                        });
            }
            return headers;
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersForForeignAndAbsentIdsAlike(Resource resource) throws Exception {
        List<String> foreign = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        if (resource.isOfBot() || resource.isOfConversation()) {
            foreign.add(resource.request(BOT_OF_GLOBEX, CONVERSATION_OF_GLOBEX));
            absent.add(resource.request(ABSENT, ABSENT));
        }
        if (resource.takes("bot_id")) {
            foreign.add(resource.request(BOT, CONVERSATION, "bot_id=" + BOT_OF_GLOBEX));
            absent.add(resource.request(BOT, CONVERSATION, "bot_id=" + ABSENT));
        }
        if (resource.takes("conversation_id")) {
            foreign.add(resource.request(BOT, CONVERSATION, "conversation_id=" + CONVERSATION_OF_GLOBEX));
            absent.add(resource.request(BOT, CONVERSATION, "conversation_id=" + ABSENT));
        }
        for (int i = 0; i < foreign.size(); i++) {
            String answer = withoutIds(api.get(foreign.get(i), token(ACME, "admin")));
            // Which conversation a message is of is a filter like others, and finds nothing.
            assertThat(answer)
                    .as(foreign.get(i))
                    .startsWith(foreign.get(i).contains("?conversation_id=") ? "200" : "404")
                    .isEqualTo(withoutIds(api.get(absent.get(i), token(ACME, "admin"))));
        }
    }

    private static String withoutIds(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("X-Request-Id");
        headers.remove("Date");
        String body = answer.body();
        if (body.startsWith("{")) {
            JsonObject problem = new JsonObject(body);
            problem.remove("request_id");
            body = problem.encode();
        }
        return (answer.statusCode() + " " + headers + " " + body)
                .replace(BOT_OF_GLOBEX, "ID")
                .replace(CONVERSATION_OF_GLOBEX, "ID")
                .replace(ABSENT, "ID")
                // The name of a file tells to the second when it was asked for.
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d{6}Z", "TIME");
    }

    @Test
    void takesCursorsOnlyForTheListTheyAreOf() throws Exception {
        String list = "/api/conversations?limit=1";
        String transcript = "/api/conversations/" + CONVERSATION + "/messages?limit=1";
        String ofTranscript = cursor(transcript, ACME);
        HttpResponse<String> next = api.get(transcript + "&cursor=" + ofTranscript, token(ACME, "viewer"));
        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);

        Map<String, String> wrong = new LinkedHashMap<>();
        List<String> foreign = cursorsOfGlobex();
        wrong.put("of another organization's list", list + "&cursor=" + foreign.get(0));
        wrong.put("of the same conversation elsewhere", transcript + "&cursor=" + foreign.get(1));
        wrong.put("of another's conversation", transcript + "&cursor=" + foreign.get(2));
        wrong.put("of another list", list + "&cursor=" + ofTranscript);
        wrong.put("with other filters", list + "&sort=started_at&cursor=" + foreign.get(0));
        wrong.put("empty", transcript + "&cursor=");
        wrong.put("made up", transcript + "&cursor=" + "A".repeat(40));
        wrong.put("too long", transcript + "&cursor=" + ofTranscript + "A".repeat(4_000));
        wrong.put("not of this alphabet", transcript + "&cursor=%00%FF");
        for (int i = 1; i < ofTranscript.length(); i += 5) {
            wrong.put("cut off at " + i, transcript + "&cursor=" + ofTranscript.substring(0, i));
            char other = ofTranscript.charAt(i) == 'A' ? 'B' : 'A';
            wrong.put(
                    "changed at " + i,
                    transcript + "&cursor=" + ofTranscript.substring(0, i) + other + ofTranscript.substring(i + 1));
        }
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            HttpResponse<String> answer = api.get(one.getValue(), token(ACME, "admin"));

            assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(400);
            assertThat(new JsonObject(answer.body()).getString("parameter")).isEqualTo("cursor");
        }
    }

    @ParameterizedTest
    @EnumSource
    void masksPhonesForViewersOnly(Resource resource) throws Exception {
        String path = resource.request(BOT, CONVERSATION);
        boolean hasPhones = api.get(path, token(ACME, "admin")).body().contains(ACME.phone());

        assertThat(hasPhones).isEqualTo(resource.hasPhones());
        assertThat(api.get(path, token(ACME, "analyst")).body().contains(ACME.phone()))
                .isEqualTo(hasPhones);
        String shown = api.get(path, token(ACME, "viewer")).body();
        assertThat(shown).doesNotContain(ACME.phone().substring(0, 7));
        if (hasPhones) {
            assertThat(shown).contains("*" + ACME.phone().substring(ACME.phone().length() - 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsNoViewerFindACustomer(Resource resource) throws Exception {
        String path =
                resource.request(BOT, CONVERSATION, "customer=" + ACME.phone().substring(4));
        if (!resource.takes("customer")) {
            assertThat(api.get(path, token(ACME, "admin")).statusCode()).isEqualTo(400);
            return;
        }
        assertThat(ACME.isIn(api.get(path, token(ACME, "admin")).body())).isTrue();
        assertThat(ACME.isIn(api.get(path, token(ACME, "analyst")).body())).isTrue();
        HttpResponse<String> refused = api.get(path, token(ACME, "viewer"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(refused.body()).getString("parameter")).isEqualTo("customer");
    }

    /** Few connections, many who share them, and some who break off or are broken off in the middle. */
    @Test
    void keepsOrganizationsApartInACrowd() throws Exception {
        api.sql("ALTER ROLE botflow_api SET log_statement = 'all'");
        endConnections("true");
        Path log = directory.resolve("postgres").resolve("postgres.log");
        long logBefore = Files.size(log);

        Random random = new Random(SEED);
        Map<String, Facts> callers = new HashMap<>();
        for (Facts facts : ALL) {
            for (String role : ROLES) {
                callers.put("Bearer " + token(facts, role), facts);
            }
        }
        List<String> tokens = List.copyOf(callers.keySet());
        Iterator<ManyRequests.Request> crowd = Stream.generate(() -> {
                    Resource[] resources = Resource.values();
                    return new ManyRequests.Request(
                            HttpMethod.GET,
                            resources[random.nextInt(resources.length)].request(BOT, CONVERSATION),
                            Map.of("Authorization", tokens.get(random.nextInt(tokens.size()))),
                            random.nextInt(8) == 0 ? Duration.ofMillis(1 + random.nextInt(60)) : null);
                })
                .limit(REQUESTS)
                .iterator();
        Map<Integer, Integer> statuses = new TreeMap<>();
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        try (ManyRequests requests = new ManyRequests(api.settings().ports().api(), CROWD)) {
            ScheduledFuture<?> kills =
                    killer.scheduleWithFixedDelay(TenancyIT::endOneConnection, 200, 1_000, TimeUnit.MILLISECONDS);
            requests.send(crowd, (request, answer) -> {
                statuses.merge(answer.status(), 1, Integer::sum);
                Facts own = callers.get(request.headers().get("Authorization"));
                for (Facts facts : ALL) {
                    if (!facts.equals(own)) {
                        assertThat(facts.isIn(answer.text()))
                                .as("seed %d: %s: %s", SEED, request, answer.text())
                                .isFalse();
                    }
                }
                if (!answer.isAborted()) {
                    assertThat(answer.status())
                            .as(request.uri())
                            // Exports have bounds of their own.
                            .isIn(request.uri().endsWith(".csv") ? List.of(200, 429, 503) : List.of(200, 503));
                    if (answer.status() == 200) {
                        assertThat(own.isIn(answer.body())).as(answer.text()).isTrue();
                    }
                }
            });
            assertThat(kills.isDone()).as("one of them failed").isFalse();
        } finally {
            killer.shutdownNow();
            assertThat(killer.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        System.out.println("TenancyIT: answers in a crowd by status " + statuses + ", 0 is aborted");

        assertThat(statuses.get(200)).as("answered").isGreaterThan(REQUESTS / 2);
        assertThat(statuses.get(0)).as("aborted").isGreaterThan(REQUESTS / 100);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(states()).containsOnly("idle").hasSizeLessThanOrEqualTo(POOL));
        for (Facts facts : ALL) {
            HttpResponse<String> answer = api.get("/api/conversations", token(facts, "admin"));
            assertThat(facts.isIn(answer.body())).as(answer.body()).isTrue();
        }
        String statements = Files.readString(log, StandardCharsets.UTF_8).substring(Math.toIntExact(logBefore));
        assertThat(new Transactions(statements).check()).as("transactions").isGreaterThan(REQUESTS / 2);
        api.sql("ALTER ROLE botflow_api RESET log_statement");
        endConnections("true");
        await().atMost(LIMIT)
                .until(() -> api.get("/api/conversations", token(ACME, "admin")).statusCode() == 200);
    }

    private static void endOneConnection() {
        try {
            endConnections(
                    "pid = (SELECT pid FROM pg_stat_activity WHERE usename = 'botflow_api' ORDER BY random() LIMIT 1)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void endConnections(String which) throws SQLException {
        api.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'botflow_api' AND " + which);
    }

    private static List<String> states() throws SQLException {
        List<String> states = new ArrayList<>();
        try (Connection superuser = DriverManager.getConnection(api.settings().jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT state FROM pg_stat_activity WHERE usename = 'botflow_api' AND state IS NOT NULL")) {
            while (rows.next()) {
                states.add(rows.getString(1));
            }
        }
        return states;
    }

    /**
     * The statements of the API as PostgreSQL logged them. Each belongs to a transaction that began with naming its user
     * for itself alone, and asks for that user's organization.
     */
    private static final class Transactions {
        private static final Pattern LINE = Pattern.compile("^\\S+ \\S+ UTC \\[(\\d+)\\] ([A-Z]+): +(.*)$");
        private static final Pattern USER = Pattern.compile("'(10000000-[0-9a-f-]+)'");
        private static final String NOT_NAMED = "";

        private final List<String> lines;
        /** By process; none outside of a transaction. */
        private final Map<String, String> users = new HashMap<>();

        private final Map<String, Facts> organizations = new HashMap<>();
        private int begun;

        Transactions(String log) {
            this.lines = log.lines().toList();
            for (Facts facts : ALL) {
                for (String role : ROLES) {
                    organizations.put(user(facts, role), facts);
                }
            }
        }

        /** How many transactions there were. */
        int check() {
            for (String line : lines) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    check(matcher.group(1), matcher.group(2), matcher.group(3), line);
                }
            }
            return begun;
        }

        private void check(String process, String kind, String text, String line) {
            String user = users.get(process);
            if (kind.equals("STATEMENT")) {
                // Says again what an error above it broke off.
                return;
            }
            if (kind.equals("FATAL")) {
                users.remove(process);
            } else if (text.contains(": BEGIN")) {
                assertThat(user).as(line).isNull();
                users.put(process, NOT_NAMED);
                begun++;
            } else if (text.endsWith(": COMMIT") || text.endsWith(": ROLLBACK")) {
                users.remove(process);
            } else if (text.contains("set_config")) {
                assertThat(user).as(line).isEqualTo(NOT_NAMED);
                assertThat(text).as(line).contains("SELECT set_config('botflow.user_id', $1, true)");
            } else if (kind.equals("DETAIL") && NOT_NAMED.equals(user)) {
                Matcher named = USER.matcher(text);
                assertThat(named.find()).as(line).isTrue();
                users.put(process, named.group(1));
            } else if (text.contains(": SET ") && user == null) {
                assertThat(line).as("set for all transactions").doesNotContain("botflow.");
            } else if (kind.equals("LOG") || kind.equals("DETAIL")) {
                assertThat(organizations).as(line).containsKey(user);
                for (Facts facts : ALL) {
                    if (!facts.equals(organizations.get(user))) {
                        assertThat(line).doesNotContain(facts.organization());
                    }
                }
            }
        }
    }
}
