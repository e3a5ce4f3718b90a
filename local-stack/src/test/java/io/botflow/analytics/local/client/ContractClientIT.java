package io.botflow.analytics.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.RecordedDialogues;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.LocalStack;
import io.botflow.analytics.local.StoredTables;
import io.botflow.analytics.local.TestStack;
import io.botflow.analytics.local.TopicReader;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.replay.Replay;
import io.botflow.analytics.local.replay.Speed;
import io.botflow.analytics.local.token.Tokens;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every answer of the API against an independent computation over the events that the topic holds: recorded dialogues,
 * moved into the newest days, and generated ones of weeks in which clocks change and of the last two hours.
 */
class ContractClientIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    private static final Duration RECORDED_BEFORE = Duration.ofHours(3);
    private static final int CLOSING_LINES = 64;
    private static final List<String> ZONES = List.of("UTC", "Asia/Kathmandu", "America/New_York");
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());

    @TempDir
    static Path directory;

    private static LocalStack stack;
    private static Instant end;
    private static Tables tables;
    private static List<Tenant> tenants;

    private final Random random = new Random(SEED);
    private final Differences differences = new Differences();

    @BeforeAll
    static void sendEverything() throws Exception {
        System.out.println("ContractClientIT: -Dbotflow.seed=" + SEED);
        stack = TestStack.start(directory.resolve("stack"));
        end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        GeneratedTraffic traffic = new GeneratedTraffic(SEED);
        List<Organization> organizations = organizations(traffic);
        stack.organizationTables().add(organizations, traffic.namedBots());
        send(traffic.week(GeneratedTraffic.SPRING_FORWARD));
        send(traffic.week(GeneratedTraffic.FALL_BACK));
        replay(RecordedDialogues.lines());
        send(traffic.recent(end));
        send(traffic.closing(end));

        List<BotEvent> read = new TopicReader(stack.settings().bootstrapServers())
                .all(Topics.BOT_EVENTS).stream()
                        .map(record -> ReferenceEventReader.read(record.value(), record.timestamp()))
                        .filter(ReferenceEventReader.Reading::isValid)
                        .map(ReferenceEventReader.Reading::event)
                        .toList();
        tables = BatchRecomputation.recompute(read, end.toEpochMilli());
        awaitTables();
        HttpClient http = HttpClient.newHttpClient();
        tenants = new ArrayList<>();
        for (Organization organization : organizations) {
            Tenant tenant = Tenant.of(organization, client(http, organization), tables, names(organization));
            tenants.add(tenant);
        }
        awaitLiveFigures();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static List<Organization> organizations(GeneratedTraffic traffic) {
        List<Organization> organizations = new ArrayList<>(traffic.organizations());
        RecordedDialogues.events().stream()
                .filter(event -> event.botId() != null)
                .map(BotEvent::organizationId)
                .distinct()
                .sorted()
                .forEach(id -> organizations.add(
                        new Organization(id, "Recorded " + id, ZONES.get(organizations.size() % ZONES.size()))));
        return organizations;
    }

    private static ApiClient client(HttpClient http, Organization organization) {
        String token = new Tokens(stack.settings(), Clock.systemUTC())
                .sign(organization.member(Role.ADMIN), organization.id(), Tokens.LIFETIME);
        return new ApiClient(http, stack.settings().apiUrl(), token);
    }

    private static Map<UUID, String> names(Organization organization) throws Exception {
        Map<UUID, String> names = new HashMap<>();
        for (Map<String, String> row :
                stored().query("SELECT id, name FROM bots WHERE organization_id = '" + organization.id() + "'")) {
            names.put(UUID.fromString(row.get("id")), row.get("name"));
        }
        return names;
    }

    private static StoredTables stored() {
        return new StoredTables(stack.settings().jdbcUrl("postgres"));
    }

    private static void send(List<BotEvent> events) {
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), Replay.LINGER_MILLIS)) {
            for (BotEvent event : events) {
                UUID key = event.conversationId() == null ? event.organizationId() : event.conversationId();
                producer.send(key.toString(), EventJson.plain(event));
            }
            producer.flush();
        }
    }

    /** Sends recorded lines, moved by whole quarter hours so that what lay on a border still does. */
    private static void replay(List<byte[]> lines) throws Exception {
        List<byte[]> open = lines.subList(0, lines.size() - CLOSING_LINES);
        Instant newest = Instant.ofEpochMilli(GeneratedEvents.newest(open.stream()
                .map(ReferenceEventReader::read)
                .filter(ReferenceEventReader.Reading::isValid)
                .map(ReferenceEventReader.Reading::event)
                .toList()));
        Duration shift = Duration.between(newest, end.minus(RECORDED_BEFORE));
        Instant target = newest.plus(QUARTER_HOUR.multipliedBy(shift.dividedBy(QUARTER_HOUR)));
        Path file = directory.resolve("recorded.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] line : open) {
                out.write(line);
                out.write('\n');
            }
        }
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), Replay.LINGER_MILLIS);
                PrintStream messages = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
            new Replay(file, Speed.MAX, true, Clock.fixed(target, ZoneOffset.UTC))
                    .run(producer, stack.organizationTables(), messages, false);
        }
    }

    /** Waits until every row is there, and as event time goes on after that the rows stay the same. */
    private static void awaitTables() {
        String complete = "SELECT job FROM pipeline_progress WHERE complete_until >= '" + end.minusSeconds(60) + "'";
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored().query(complete)).isNotEmpty());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored().differences(tables))
                        .as("-Dbotflow.seed=%d", SEED)
                        .isEmpty());
    }

    private static void awaitLiveFigures() {
        ApiClient api = tenants.get(0).api();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(ApiClient.instant(
                                api.json("api/analytics/realtime").path("as_of")))
                        .isAfterOrEqualTo(end.minusSeconds(60)));
    }

    private Instant asOf() throws Exception {
        return ApiClient.instant(tenants.get(0)
                .api()
                .json("api/analytics/message-volume")
                .path("meta")
                .path("as_of"));
    }

    private static Instant daysAgo(int days) {
        return end.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }

    /** Ranges over the recorded and the recent events, whose bounds are whole hours or whatever they are. */
    private List<Span> ranges() {
        Instant any = end.minus(Duration.ofHours(60)).plusMillis(random.nextLong(50_000_000));
        Instant later = end.minus(Duration.ofHours(40)).plusMillis(random.nextLong(140_000_000));
        return List.of(
                new Span(daysAgo(4), daysAgo(-1)),
                new Span(any, later),
                new Span(later, later.plusMillis(1 + random.nextLong(20_000_000))),
                new Span(
                        any.truncatedTo(ChronoUnit.HOURS),
                        any.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(7))));
    }

    @Test
    void chartsAreRightInEveryZone() throws Exception {
        for (Tenant tenant : tenants) {
            ChartChecks charts = new ChartChecks(tenant, differences);
            for (List<UUID> bots : tenant.botSets()) {
                List<Span> ranges = ranges();
                for (int i = 0; i < ZONES.size(); i++) {
                    charts.check(ranges.get(0), ZONES.get(i), "day", "day", bots);
                    charts.check(ranges.get(1 + i), ZONES.get(i), "hour", "hour", bots);
                }
                charts.check(ranges.get(1), null, "day", "day", bots);
            }
        }
        differences.assertNone(SEED);
    }

    @Test
    void minutesAreThereForTheNewest48Hours() throws Exception {
        for (Tenant tenant : tenants) {
            ChartChecks charts = new ChartChecks(tenant, differences);
            Instant any = end.minus(Duration.ofHours(47)).plusMillis(random.nextLong(160_000_000));
            charts.check(new Span(any, any.plusSeconds(9_000)), "Asia/Kathmandu", "minute", "minute", List.of());
            charts.check(
                    new Span(end.minus(Duration.ofHours(2)), end),
                    "UTC",
                    "minute",
                    "minute",
                    tenant.botSets().get(2));
            charts.checkNoOldMinutes(new Span(end.minus(Duration.ofHours(50)), end));
        }
        Instant oldest = asOf().minus(Duration.ofDays(2)).plusSeconds(30);
        new ChartChecks(tenants.get(0), differences).check(new Span(oldest, end), "UTC", "minute", "minute", List.of());
        differences.assertNone(SEED);
    }

    @Test
    void theIntervalFollowsFromTheRange() throws Exception {
        ChartChecks charts = new ChartChecks(tenants.get(2), differences);
        Instant minute = end.truncatedTo(ChronoUnit.MINUTES);
        Instant old = daysAgo(30);
        for (String interval : new String[] {null, "auto"}) {
            charts.check(new Span(minute.minus(Duration.ofHours(2)), minute), "UTC", interval, "minute", List.of());
            charts.check(new Span(minute.minus(Duration.ofMinutes(121)), minute), "UTC", interval, "hour", List.of());
            charts.check(new Span(old, old.plus(Duration.ofHours(1))), "UTC", interval, "hour", List.of());
            charts.check(new Span(old, old.plus(Duration.ofDays(7))), "UTC", interval, "hour", List.of());
            charts.check(
                    new Span(old, old.plus(Duration.ofDays(7)).plus(QUARTER_HOUR)), "UTC", interval, "day", List.of());
        }
        differences.assertNone(SEED);
    }

    @Test
    void periodsEndNow() throws Exception {
        for (Tenant tenant : tenants.subList(0, 3)) {
            ChartChecks charts = new ChartChecks(tenant, differences);
            charts.checkPeriod(null, Duration.ofDays(1), "hour");
            charts.checkPeriod("24h", Duration.ofDays(1), "hour");
            charts.checkPeriod("7d", Duration.ofDays(7), "hour");
            charts.checkPeriod("30d", Duration.ofDays(30), "day");
        }
        differences.assertNone(SEED);
    }

    @Test
    void everyEventIsInOneBucketWhenClocksChange() throws Exception {
        ZoneId zone = GeneratedTraffic.NEW_YORK;
        for (LocalDate sunday : List.of(GeneratedTraffic.SPRING_FORWARD, GeneratedTraffic.FALL_BACK)) {
            int hours = sunday.equals(GeneratedTraffic.SPRING_FORWARD) ? 23 : 25;
            Span day = new Span(
                    sunday.atStartOfDay(zone).toInstant(),
                    sunday.plusDays(1).atStartOfDay(zone).toInstant());
            Span week = new Span(
                    sunday.minusDays(3).atStartOfDay(zone).toInstant(),
                    sunday.plusDays(4).atStartOfDay(zone).toInstant());
            for (Tenant tenant : tenants.subList(0, 2)) {
                ChartChecks charts = new ChartChecks(tenant, differences);
                for (String tz : ZONES) {
                    for (List<UUID> bots : tenant.botSets()) {
                        charts.check(week, tz, "hour", "hour", bots);
                        charts.check(week, tz, "day", "day", bots);
                    }
                }
                assertThat(buckets(tenant, day, "hour"))
                        .as("hours of %s", sunday)
                        .hasSize(hours);
                assertThat(buckets(tenant, day, "day")).as("days of %s", sunday).hasSize(1);
                assertThat(buckets(tenant, week, "day"))
                        .as("days around %s", sunday)
                        .hasSize(7);
                Figures figures = tenant.timeline().between(week.from(), week.to(), List.of());
                for (String interval : List.of("hour", "day")) {
                    long messages = 0;
                    for (JsonNode bucket : buckets(tenant, week, interval)) {
                        messages += bucket.path("inbound").asLong()
                                + bucket.path("outbound").asLong();
                    }
                    assertThat(messages)
                            .as("messages around %s, -Dbotflow.seed=%d", sunday, SEED)
                            .isEqualTo(figures.count(Fact.Kind.MESSAGE))
                            .isPositive();
                }
            }
        }
        differences.assertNone(SEED);
    }

    private static JsonNode buckets(Tenant tenant, Span span, String interval) throws Exception {
        return tenant.api()
                .json(
                        "api/analytics/message-volume",
                        ChartChecks.parameters(span, GeneratedTraffic.NEW_YORK.getId(), interval, List.of()))
                .path("data");
    }

    @Test
    void usageHasEveryHour() throws Exception {
        for (Tenant tenant : tenants) {
            UsageChecks usage = new UsageChecks(tenant, differences);
            for (Span range : ranges()) {
                usage.check(range, ZONES.get(random.nextInt(ZONES.size())));
            }
            usage.check(new Span(daysAgo(20), daysAgo(10)), null);
        }
        differences.assertNone(SEED);
    }

    @Test
    void botsAreRightByDayAndOverDays() throws Exception {
        for (Tenant tenant : tenants) {
            BotChecks bots = new BotChecks(tenant, differences);
            for (LocalDate date : tenant.timeline().dates()) {
                bots.checkLeaderboards(date);
            }
            bots.checkLeaderboards(LocalDate.of(2025, 6, 1));
            bots.checkTodaysLeaderboard();
            LocalDate today = end.atOffset(ZoneOffset.UTC).toLocalDate();
            for (UUID bot : tenant.bots()) {
                bots.checkPerformance(bot, today.minusDays(5), today);
                bots.checkPerformance(bot, today.minusDays(2), today.minusDays(2));
                bots.checkPerformance(bot, LocalDate.of(2025, 3, 1), LocalDate.of(2025, 11, 30));
                bots.checkPerformanceOfLastDays(bot);
            }
            bots.checkUnknownBot();
        }
        differences.assertNone(SEED);
    }

    @Test
    void theLastHourIsRight() throws Exception {
        for (Tenant tenant : tenants) {
            BotChecks bots = new BotChecks(tenant, differences);
            bots.checkRollingFigures();
            for (List<UUID> some : tenant.botSets()) {
                bots.checkRealtime(some);
            }
        }
        differences.assertNone(SEED);
    }

    @Test
    void conversationsAreFoundByEveryFilterAndInEveryOrder() throws Exception {
        for (Tenant tenant : tenants) {
            ConversationChecks lists = new ConversationChecks(tenant, differences);
            ConversationFilter all =
                    ConversationFilter.in(new Span(Instant.parse("2025-01-01T00:00:00Z"), end.plusSeconds(1)));
            for (ConversationFilter filter : filters(tenant, all)) {
                lists.checkList(filter, null, 50);
            }
            String[] sorts = {
                "started_at", "-started_at", "duration_seconds", "-duration_seconds", "-slowest_response_ms"
            };
            for (String sort : sorts) {
                lists.checkList(all, sort, 3 + random.nextInt(30));
                if (random.nextInt(3) == 0) {
                    lists.checkList(all.of(tenant.botSets().get(1)), sort, 1);
                }
            }
            lists.checkList(all, "-slowest_response_ms", 500);
            lists.checkDefaults(end);
        }
        differences.assertNone(SEED);
    }

    private List<ConversationFilter> filters(Tenant tenant, ConversationFilter all) {
        List<ConversationMetricsRow> rows = tenant.conversations().stream()
                .sorted(Comparator.comparingLong(ConversationMetricsRow::startedAt))
                .toList();
        Instant start = Instant.ofEpochMilli(rows.get(rows.size() / 2).startedAt());
        List<ConversationFilter> filters = new ArrayList<>(List.of(
                all,
                ConversationFilter.in(new Span(all.started().from(), start)),
                ConversationFilter.in(new Span(start, all.started().to())),
                ConversationFilter.in(new Span(start, start.plusMillis(1))),
                all.of(tenant.botSets().get(1)),
                all.of(tenant.botSets().get(2)),
                all.with("active"),
                all.with("resolved", "escalated"),
                all.with("unresolved").of(tenant.botSets().get(2)).by("8")));
        for (String customer : List.of("+27", "0000", "%", "_", "@user", "nobody")) {
            filters.add(all.by(customer));
        }
        for (String words : List.of(
                "table", "TABLE two", "two table", "refund 42", "\u00e9t\u00e9", "order friday", "nothing of this")) {
            filters.add(all.saying(words));
            filters.add(all.saying(words).with("resolved").of(tenant.botSets().get(2)));
        }
        return filters;
    }

    @Test
    void aConversationHasItsRowAndItsMessages() throws Exception {
        for (Tenant tenant : tenants) {
            ConversationChecks checks = new ConversationChecks(tenant, differences);
            for (ConversationMetricsRow row : tenant.conversations()) {
                if (random.nextInt(4) == 0) {
                    checks.checkConversation(row, 1 + random.nextInt(12));
                }
            }
            checks.checkNone(UUID.fromString("00000000-0000-4000-8000-00000000dead"));
            for (UUID onlyRated : onlyRated(tenant)) {
                checks.checkNone(onlyRated);
            }
        }
        differences.assertNone(SEED);
    }

    /** Conversations of which only ratings are known have no row. */
    private static List<UUID> onlyRated(Tenant tenant) {
        List<UUID> known = tenant.conversations().stream()
                .map(ConversationMetricsRow::conversationId)
                .toList();
        return tables.reads().events().stream()
                .filter(event -> event.organizationId().equals(tenant.id()) && event.conversationId() != null)
                .map(BotEvent::conversationId)
                .distinct()
                .filter(id -> !known.contains(id))
                .toList();
    }

    @Test
    void exportsHoldEveryRow() throws Exception {
        Instant asOf = asOf();
        for (Tenant tenant : tenants) {
            ExportChecks exports = new ExportChecks(tenant, differences);
            Span ever = new Span(Instant.parse("2025-01-01T00:00:00Z"), end.plusSeconds(1));
            ConversationFilter all = ConversationFilter.in(ever);
            for (ConversationFilter filter : filters(tenant, all)) {
                exports.checkConversations(filter, "-started_at");
            }
            exports.checkConversations(all, "duration_seconds");
            exports.checkMessages(ever, List.of(), null, null);
            exports.checkMessages(ranges().get(1), tenant.botSets().get(2), null, null);
            exports.checkMessages(
                    ever, List.of(), tenant.conversations().iterator().next().conversationId(), null);
            exports.checkMessages(ever, List.of(), null, "resolved");
            exports.checkDefaults(end);
            LocalDate today = end.atOffset(ZoneOffset.UTC).toLocalDate();
            for (List<UUID> bots : tenant.botSets()) {
                exports.checkBotPerformance(today.minusDays(4), today, bots);
                exports.checkBotPerformance(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 11, 30), bots);
                exports.checkResponseTimes(ranges().get(0), asOf, "Asia/Kathmandu", "hour", bots);
            }
            exports.checkUsage(ranges().get(0));
            exports.checkUsage(ranges().get(1));
        }
        differences.assertNone(SEED);
    }

    @Test
    void aFigureIsTheSameWhereverItIsShown() throws Exception {
        for (Tenant tenant : tenants) {
            OneDefinitionChecks one =
                    new OneDefinitionChecks(tenant, stack.settings().jdbcUrl("postgres"), differences);
            for (LocalDate date : tenant.timeline().dates()) {
                if (random.nextInt(4) == 0) {
                    one.checkOrganizationDay(date);
                    for (UUID bot : tenant.timeline().bots()) {
                        if (!tenant.timeline()
                                .between(date, date, List.of(bot))
                                .facts()
                                .isEmpty()) {
                            one.checkBotDay(bot, date);
                        }
                    }
                }
            }
            one.checkLastHour();
            for (ConversationMetricsRow row : tenant.conversations()) {
                if (random.nextInt(10) == 0) {
                    one.checkPercentiles(row.conversationId());
                }
            }
        }
        differences.assertNone(SEED);
    }

    @Test
    void whatIsSentIsHard() {
        Instant hourAgo = end.minus(Duration.ofHours(1));
        for (Tenant tenant : tenants.subList(0, 2)) {
            Figures hour = tenant.timeline().between(hourAgo, end, List.of());
            Figures before = tenant.timeline().between(hourAgo.minus(Duration.ofHours(1)), hourAgo, List.of());
            assertThat(hour.responses()).isGreaterThan(20);
            assertThat(before.responses()).isGreaterThan(5);
            assertThat(tenant.bots()).hasSizeGreaterThan(tenant.named().size());
            assertThat(tenant.conversations()).extracting(ExpectedRows::status).contains("active", "resolved");
            assertThat(tenant.messages()).extracting(BotEvent::text).contains("=1+1", "-5", "\tindented", "");
        }
        assertThat(tenants.subList(2, tenants.size()))
                .hasSizeGreaterThan(2)
                .allSatisfy(tenant -> assertThat(tenant.timeline().first()).isBefore(end.minus(Duration.ofDays(2))))
                .anySatisfy(tenant -> assertThat(onlyRated(tenant)).isNotEmpty());
        assertThat(tables.reads().duplicates()).isPositive();
    }

    @BeforeEach
    void eventTimeStandsWhereItMust() throws Exception {
        Instant asOf = asOf();
        assertThat(asOf).isAfterOrEqualTo(end.minusSeconds(60)).isBefore(end.plus(Duration.ofMinutes(5)));
    }
}
