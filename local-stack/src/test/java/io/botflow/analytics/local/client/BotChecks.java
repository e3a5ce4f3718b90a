package io.botflow.analytics.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.jobs.oracle.ResponseTimeInterval;
import io.botflow.analytics.schemas.event.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** What is told of bots: who leads, each one's days, and the last 60 minutes. */
final class BotChecks {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Tenant tenant;
    private final Differences differences;

    BotChecks(Tenant tenant, Differences differences) {
        this.tenant = tenant;
        this.differences = differences;
    }

    /** A figure of a bot's day; null when it is unknown. */
    private interface Metric {
        Object of(Figures figures);
    }

    void checkLeaderboards(LocalDate date) throws Exception {
        checkLeaderboard("messages", date, figures -> figures.inbound() + figures.outbound());
        checkLeaderboard("conversations", date, figures -> figures.count(Fact.Kind.STARTED));
        checkLeaderboard("success_rate", date, figures -> figures.rate(Outcome.SUCCESS));
        checkLeaderboard("p95", date, figures -> figures.percentile(95));
    }

    private void checkLeaderboard(String name, LocalDate date, Metric metric) throws Exception {
        JsonNode answer = tenant.api().json("api/analytics/leaderboard", "metric", name, "date", date.toString());
        String where = tenant + " leaderboard " + name + " " + date;
        Map<UUID, Object> expected = new LinkedHashMap<>();
        for (UUID bot : tenant.bots()) {
            Object value = metric.of(tenant.timeline().between(date, date, List.of(bot)));
            if (value != null) {
                expected.put(bot, value);
            }
        }
        JsonNode data = answer.path("data");
        int rank = 0;
        JsonNode before = null;
        for (JsonNode row : data) {
            rank++;
            UUID bot = UUID.fromString(row.path("bot_id").asText());
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("rank", rank);
            wanted.put("bot_id", bot);
            wanted.put("name", tenant.named().get(bot));
            wanted.put("value", expected.remove(bot));
            differences.object(where + " " + bot, wanted, row);
            if (before != null) {
                differences.require(isInOrder(name, before, row), where + ": " + before + " before " + row);
            }
            before = row;
        }
        // A bot of which nothing was counted may be there or not.
        expected.values().removeIf(value -> value.equals(0L));
        differences.require(expected.isEmpty(), where + ": without " + expected);
    }

    private static boolean isInOrder(String metric, JsonNode first, JsonNode second) {
        int order = first.path("value")
                .decimalValue()
                .compareTo(second.path("value").decimalValue());
        int best = metric.equals("p95") ? order : -order;
        return best < 0
                || best == 0
                        && first.path("bot_id")
                                        .asText()
                                        .compareTo(second.path("bot_id").asText())
                                < 0;
    }

    /** Without a date the day of event time is meant. */
    void checkTodaysLeaderboard() throws Exception {
        String before = today();
        JsonNode today = tenant.api().json("api/analytics/leaderboard", "metric", "messages");
        JsonNode named = tenant.api().json("api/analytics/leaderboard", "metric", "messages", "date", today());
        if (before.equals(today())) {
            differences.require(
                    today.path("data").equals(named.path("data")), tenant + ": today's leaderboard " + today);
        }
    }

    private String today() throws Exception {
        return tenant.api()
                .json("api/analytics/realtime")
                .path("as_of")
                .asText()
                .substring(0, 10);
    }

    /** Each day and their sum; null dates are left out of the request. */
    void checkPerformance(UUID bot, LocalDate first, LocalDate last) throws Exception {
        JsonNode answer = tenant.api()
                .json(
                        "api/analytics/bots/" + bot + "/performance",
                        "start_date",
                        first.toString(),
                        "end_date",
                        last.toString());
        checkPerformance(tenant + " performance of " + bot + " " + first + ".." + last, answer, bot, first, last);
    }

    /** Without dates the last 30 days are meant. */
    void checkPerformanceOfLastDays(UUID bot) throws Exception {
        LocalDate before = LocalDate.parse(today());
        JsonNode answer = tenant.api().json("api/analytics/bots/" + bot + "/performance");
        if (before.toString().equals(today())) {
            checkPerformance(tenant + " performance of " + bot, answer, bot, before.minusDays(29), before);
        }
    }

    private void checkPerformance(String where, JsonNode answer, UUID bot, LocalDate first, LocalDate last) {
        Timeline timeline = tenant.timeline();
        differences.members(
                where + " summary",
                ExpectedRows.botFigures(timeline.between(first, last, List.of(bot))),
                answer.path("summary"));
        TreeSet<String> missing = new TreeSet<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            if (!timeline.between(date, date, List.of(bot)).facts().isEmpty()) {
                missing.add(date.toString());
            }
        }
        String before = "";
        for (JsonNode day : answer.path("days")) {
            String date = day.path("date").asText();
            differences.require(before.compareTo(date) < 0, where + ": " + before + " before " + date);
            before = date;
            missing.remove(date);
            LocalDate parsed = LocalDate.parse(date);
            differences.require(!parsed.isBefore(first) && !parsed.isAfter(last), where + ": outside: " + date);
            differences.object(
                    where + " " + date,
                    ExpectedRows.botDay(tenant, bot, parsed, timeline.between(parsed, parsed, List.of(bot))),
                    day);
        }
        differences.require(missing.isEmpty(), where + ": days left out: " + missing);
    }

    /** The figures of the last 60 minutes by bot, in the list and alone. */
    void checkRollingFigures() throws Exception {
        JsonNode answer = tenant.api().json("api/analytics/bots");
        String where = tenant + " bots";
        Map<UUID, JsonNode> byBot = new LinkedHashMap<>();
        answer.path("data")
                .forEach(row -> byBot.put(UUID.fromString(row.path("bot_id").asText()), row));
        differences.same(where + " rows", byBot.size(), answer.path("data").size());
        differences.same(where, new TreeSet<>(tenant.bots()), new TreeSet<>(byBot.keySet()));
        for (UUID bot : tenant.bots()) {
            JsonNode alone = tenant.api().json("api/analytics/bots/" + bot + "/percentiles");
            Figures hour = lastHour(ApiClient.instant(alone.path("as_of")), 0, List.of(bot));
            Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("p50", hour.percentile(50));
            expected.put("p95", hour.percentile(95));
            expected.put("p99", hour.percentile(99));
            expected.put("count", hour.responses());
            differences.members(tenant + " percentiles of " + bot, expected, alone);
            expected.put("avg", hour.averageResponseTime());
            expected.put("success_rate", hour.rate(Outcome.SUCCESS));
            expected.put("bot_id", bot);
            expected.put("name", tenant.named().get(bot));
            if (byBot.containsKey(bot)) {
                differences.object(where + " " + bot, expected, byBot.get(bot));
            }
        }
    }

    private Figures lastHour(Instant asOf, int hoursBack, List<UUID> bots) {
        Instant end = Span.down(asOf, MINUTE).plus(MINUTE).minus(HOUR.multipliedBy(hoursBack));
        return tenant.timeline().between(end.minus(HOUR), end, bots);
    }

    /** The cards. */
    void checkRealtime(List<UUID> bots) throws Exception {
        String[] parameters = bots.stream()
                .flatMap(bot -> List.of("bot_id", bot.toString()).stream())
                .toArray(String[]::new);
        JsonNode answer = tenant.api().json("api/analytics/realtime", parameters);
        String where = tenant + " realtime of " + bots;
        Instant asOf = ApiClient.instant(answer.path("as_of"));
        Figures now = lastHour(asOf, 0, bots);
        Figures previous = lastHour(asOf, 1, bots);
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("avgResponseTime", now.averageResponseTime());
        expected.put("successRate", now.rate(Outcome.SUCCESS));
        expected.put("messagesPerHour", now.inbound() + now.outbound());
        expected.put("p50", now.percentile(50));
        expected.put("p95", now.percentile(95));
        expected.put("p99", now.percentile(99));
        differences.members(where, expected, answer);
        LocalDate date = asOf.atOffset(ZoneOffset.UTC).toLocalDate();
        Figures today = tenant.timeline().between(date, date, bots);
        differences.object(
                where + " today",
                Map.of(
                        "conversations",
                        today.count(Fact.Kind.STARTED),
                        "messages",
                        today.inbound() + today.outbound(),
                        "active_bots",
                        today.facts().stream()
                                .filter(fact -> fact.kind() == Fact.Kind.MESSAGE)
                                .map(Fact::botId)
                                .distinct()
                                .count()),
                answer.path("today"));
        checkTrend(where + " trend", answer.path("trend"), now, previous);
        checkActive(where, answer.path("activeConversations"), asOf, bots);
    }

    private void checkTrend(String where, JsonNode trend, Figures now, Figures previous) {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("avgResponseTime", change(now.averageResponseTime(), previous.averageResponseTime()));
        expected.put("successRate", change(now.rate(Outcome.SUCCESS), previous.rate(Outcome.SUCCESS)));
        expected.put(
                "messagesPerHour",
                change(
                        BigDecimal.valueOf(now.inbound() + now.outbound()),
                        BigDecimal.valueOf(previous.inbound() + previous.outbound())));
        differences.members(where, expected, trend);
        differences.require(trend.has("activeConversations"), where + ": without activeConversations");
        for (int percent : new int[] {50, 95, 99}) {
            JsonNode found = trend.path("p" + percent);
            ResponseTimeInterval after = now.percentile(percent);
            ResponseTimeInterval before = previous.percentile(percent);
            if (after == null || before == null) {
                differences.require(found.isNull(), where + " p" + percent + ": " + found);
            } else {
                double least = 100 * ((after.low() * 0.99 - 1) / (before.high() * 1.01 + 1) - 1) - 0.01;
                double most = 100 * ((after.high() * 1.01 + 1) / (before.low() * 0.99 - 1) - 1) + 0.01;
                differences.require(
                        found.isNumber() && found.doubleValue() >= least && found.doubleValue() <= most,
                        where + " p" + percent + ": " + found + " not in " + least + ".." + most);
            }
        }
    }

    /** Percent with two decimals; a fall is rounded as a rise of the same size. */
    private static BigDecimal change(BigDecimal now, BigDecimal before) {
        return now == null || before == null || before.signum() == 0
                ? null
                : now.subtract(before).multiply(HUNDRED).divide(before, 2, RoundingMode.HALF_UP);
    }

    /** The contract leaves open whether the last five minutes are whole ones. */
    private void checkActive(String where, JsonNode found, Instant asOf, List<UUID> bots) {
        long least = open(asOf.minus(Duration.ofMinutes(4)), asOf, bots);
        long most = open(asOf.minus(Duration.ofMinutes(6)), asOf.plus(MINUTE), bots);
        differences.require(
                found.isIntegralNumber() && found.longValue() >= least && found.longValue() <= most,
                where + " activeConversations: " + found + " not in " + least + ".." + most);
    }

    private long open(Instant from, Instant to, List<UUID> bots) {
        return tenant.conversations().stream()
                .filter(row -> row.endedAt() == null
                        && row.lastMessageAt() != null
                        && row.lastMessageAt() >= from.toEpochMilli()
                        && row.lastMessageAt() <= to.toEpochMilli()
                        && (bots.isEmpty() || bots.contains(row.botId())))
                .count();
    }

    /** A bot of which nothing is known. */
    void checkUnknownBot() throws Exception {
        UUID unknown = UUID.fromString("00000000-0000-4000-8000-00000000dead");
        for (String path : List.of("performance", "percentiles")) {
            assertThat(tenant.api().problem(404, "api/analytics/bots/" + unknown + "/" + path))
                    .isNotNull();
        }
        assertThat(tenant.api().problem(404, "api/analytics/response-times", "bot_id", unknown.toString()))
                .isNotNull();
    }
}
