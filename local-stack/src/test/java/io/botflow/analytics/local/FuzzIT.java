package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a request, the server says what is wrong with it, and never that it is the server. */
class FuzzIT {
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());
    private static final int REQUESTS = 6_000;
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private static final String BOT = "c0000000-0000-0000-0000-000000000001";
    private static final String CONVERSATION = "d0000000-0000-0000-0000-000000000001";
    private static final Facts FACTS = new Facts(
            "a0000000-0000-0000-0000-000000000001", BOT, CONVERSATION, 11_223_344, "mockingbird", "+491511122");
    private static final String ADMIN = "10000000-0000-0000-0000-000000000001";
    private static final String VIEWER = "10000000-0000-0000-0000-000000000002";

    @TempDir
    private static Path directory;

    private static RunningApi api;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("FuzzIT: -Dbotflow.seed=" + SEED);
        api = RunningApi.start(directory);
        FACTS.store(api, Instant.now());
        api.sql("INSERT INTO organization_members VALUES ('%1$s', '%2$s', 'admin'), ('%1$s', '%3$s', 'viewer')"
                .formatted(FACTS.organization(), ADMIN, VIEWER));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void isAnsweredWithWhatIsWrong() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        Requests fuzz = new Requests(new Random(SEED));
        try (ManyRequests requests = new ManyRequests(api.settings().ports().api(), 8)) {
            Stream<ManyRequests.Request> all =
                    Stream.concat(fuzz.everyValueAlone(), Stream.generate(fuzz).limit(REQUESTS));
            requests.send(all.iterator(), (request, answer) -> {
                statuses.merge(answer.status(), 1, Integer::sum);
                String fault = fault(request, answer);
                if (fault != null) {
                    faults.add(fault + ": " + request.method() + " " + request.uri() + ": " + answer.text());
                }
            });
        }
        System.out.println("FuzzIT: answers by status " + statuses);

        assertThat(faults).as("seed %d", SEED).isEmpty();
        assertThat(statuses.get(200)).as("requests that went all the way").isGreaterThan(REQUESTS / 20);
    }

    /** Null if there is none. */
    private static String fault(ManyRequests.Request request, ManyRequests.Answer answer) {
        if (answer.status() == 200) {
            return null;
        }
        if (!List.of(400, 403, 404, 414, 429).contains(answer.status())) {
            return "status";
        }
        if (!"application/problem+json".equals(answer.headers().get("Content-Type"))) {
            return "not a problem";
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            return null;
        }
        JsonObject problem = new JsonObject(answer.body());
        if (problem.getInteger("status") != answer.status()
                || problem.getString("detail").isBlank()) {
            return "not its own problem";
        }
        // What cannot be decoded has no names.
        boolean canBeRead = !BAD_ESCAPE.matcher(request.uri()).find();
        if (answer.status() == 400 && canBeRead && problem.getString("parameter") == null) {
            return "no parameter";
        }
        return null;
    }

    /** Requests with anything at all in their parameters, out of one seed. */
    private static final class Requests implements Supplier<ManyRequests.Request> {
        private static final List<String> TEXTS = List.of(
                "",
                " ",
                "\u0000",
                "a\u0000b",
                "\r\nX-Injected: 1",
                "\u2028",
                "\uD83D\uDE00",
                "e\u0301",
                "\u202Ereversed",
                "'",
                "' OR 1=1 --",
                "\"; DROP TABLE messages; --",
                "$1",
                "\\",
                "%",
                "_",
                "*",
                "{}",
                "[]",
                "{a,b}",
                "null",
                "true",
                "NaN",
                "Infinity",
                "<script>",
                "${jndi:ldap://127.0.0.1/a}",
                "../../etc/passwd",
                "x".repeat(3_000),
                "\u6F22".repeat(300));
        private static final List<String> NUMBERS = List.of(
                "-1",
                "0",
                "1",
                "+1",
                "01",
                "500",
                "501",
                "1e3",
                "1.5",
                "2147483647",
                "2147483648",
                "-2147483648",
                "9223372036854775808",
                "9".repeat(400),
                "0x10",
                "\u0663",
                " 1");
        private static final List<String> TIMES = List.of(
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00+18:00",
                "0001-01-01T00:00:00-18:00",
                "9999-12-31T23:59:59.999999999Z",
                "9999-12-31T00:00:00-18:00",
                "10000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "1582-10-10T00:00:00Z",
                "1883-11-18T12:03:58Z",
                "2026-02-30T00:00:00Z",
                "2026-03-29T02:30:00+01:00",
                "2026-03-01T24:00:00Z",
                "2026-03-01T00:00:60Z",
                "2026-03-01T00:00:00+19:00",
                "2026-03-01T00:00:00",
                "2026-03-01T00:00Z",
                "2026-03-01t00:00:00z",
                "2026-03-01T00:00:00.1234567890Z",
                "2026-03-01T00:00:00 01:00",
                "1772323200");
        private static final List<String> DATES = List.of(
                "0000-01-01",
                "0001-01-01",
                "9999-12-31",
                "+10000-01-01",
                "-0001-01-01",
                "+999999999-12-31",
                "-999999999-01-01",
                "2026-02-30",
                "2024-02-29",
                "2026-3-1",
                "20260301",
                "2026-W10-1");
        private static final List<String> ZONES = List.of(
                "UTC",
                "utc",
                "Z",
                "GMT0",
                "+05:30",
                "UTC+5",
                "Asia/Kathmandu",
                "asia/kathmandu",
                "Africa/Monrovia",
                "Antarctica/Troll",
                "America/St_Johns",
                "Pacific/Apia",
                "Etc/GMT+12",
                "SystemV/PST8",
                "../../etc/passwd",
                "Europe/",
                "localtime");
        /** Not what any text is encoded to. */
        private static final List<String> RAW = List.of(
                "%ED%A0%80",
                "%ED%B0%80%ED%A0%80", "%FF", "%C0%AF", "%F4%90%80%80", "%E2%82", "%", "%zz", "%u0041", "%0");

        private static final Resource[] RESOURCES = Resource.values();

        private final Random random;
        private final List<String> tokens = List.of(
                api.token(ADMIN, FACTS.organization()),
                api.token(ADMIN, FACTS.organization()),
                api.token(VIEWER, FACTS.organization()));
        private final List<String> cursors = new ArrayList<>();

        Requests(Random random) throws Exception {
            this.random = random;
            String transcript = "/api/conversations/" + CONVERSATION + "/messages?limit=1";
            JsonObject page = new JsonObject(api.get(transcript, tokens.get(0)).body());
            cursors.add(page.getString("next_cursor"));
            cursors.add("A".repeat(257));
        }

        /** What chance seldom meets: each parameter with each value, and nothing beside it that goes wrong first. */
        Stream<ManyRequests.Request> everyValueAlone() {
            return Stream.of(RESOURCES)
                    .flatMap(resource -> resource.parameters().stream()
                            .flatMap(name -> values().map(value -> request(
                                    HttpMethod.GET,
                                    with(resource.request(BOT, CONVERSATION), name + "=" + value),
                                    tokens.get(0)))));
        }

        private static Stream<String> values() {
            return Stream.concat(
                    Stream.of(TEXTS, NUMBERS, TIMES, DATES, ZONES)
                            .flatMap(List::stream)
                            .map(Requests::encoded),
                    RAW.stream());
        }

        @Override
        public ManyRequests.Request get() {
            Resource resource = RESOURCES[random.nextInt(RESOURCES.length)];
            boolean isOdd = random.nextInt(10) == 0;
            String path = resource.request(
                    isOdd ? anything().replace("/", "%2F") : BOT,
                    isOdd ? anything().replace("/", "%2F") : CONVERSATION);
            String uri = path;
            for (int i = random.nextInt(5); i > 0; i--) {
                uri = with(uri, parameter(resource));
            }
            return request(
                    random.nextInt(30) == 0 ? HttpMethod.HEAD : HttpMethod.GET,
                    uri,
                    tokens.get(random.nextInt(tokens.size())));
        }

        private static String with(String uri, String parameter) {
            return uri + (uri.contains("?") ? '&' : '?') + parameter;
        }

        private static ManyRequests.Request request(HttpMethod method, String uri, String token) {
            return new ManyRequests.Request(method, uri, Map.of("Authorization", "Bearer " + token), null);
        }

        private String parameter(Resource resource) {
            if (resource.parameters().isEmpty() || random.nextInt(12) == 0) {
                return anything() + (random.nextBoolean() ? "" : "=" + anything());
            }
            String name = one(resource.parameters());
            return switch (random.nextInt(6)) {
                case 0 -> name + "=" + anything();
                case 1 -> name;
                default -> name + "=" + fitting(name);
            };
        }

        /** Of the kind that the parameter is of, though often none that it takes. */
        private String fitting(String name) {
            return encoded(
                    switch (name) {
                        case "bot_id", "conversation_id" -> one(List.of(BOT, BOT, BOT.toUpperCase(Locale.ROOT)));
                        case "from" -> random.nextInt(3) > 0 ? ago(random.nextInt(3_000)) : one(TIMES);
                        case "to" -> random.nextInt(3) > 0 ? ago(-random.nextInt(3_000)) : one(TIMES);
                        case "date", "start_date", "end_date" ->
                            random.nextInt(3) > 0 ? ago(random.nextInt(3_000)).substring(0, 10) : one(DATES);
                        case "tz" -> one(ZONES);
                        case "interval" -> one(List.of("auto", "minute", "hour", "day", "week"));
                        case "period" -> one(List.of("24h", "7d", "30d", "1h"));
                        case "limit" -> one(NUMBERS);
                        case "cursor" -> one(cursors);
                        case "metric" -> one(List.of("messages", "p95", "success_rate", "conversations", "P95"));
                        case "status" -> one(List.of("active", "resolved", "escalated", "open"));
                        case "sort" ->
                            one(List.of(
                                    "started_at",
                                    "-started_at",
                                    "duration_seconds",
                                    "-duration_seconds",
                                    "-slowest_response_ms",
                                    "slowest_response_ms"));
                        default -> random.nextInt(3) > 0 ? "mock" : one(TEXTS);
                    });
        }

        private static String ago(int hours) {
            return Instant.now().minusSeconds(3_600L * hours).toString();
        }

        private String anything() {
            List<List<String>> kinds = List.of(TEXTS, NUMBERS, TIMES, DATES, ZONES, RAW);
            List<String> kind = one(kinds);
            return kind == RAW ? one(RAW) : encoded(one(kind));
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
