package io.botflow.analytics.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.schemas.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The four charts over time, and what their meta says. */
final class ChartChecks {
    private static final List<Long> EDGES = List.of(0L, 30L, 60L, 120L, 300L, 600L, 1800L, 3600L);

    private final Tenant tenant;
    private final Differences differences;

    /** A chart, and what one of its buckets must say besides its time. */
    private enum Chart {
        RESPONSE_TIMES("response-times") {
            @Override
            void put(Map<String, Object> row, Figures figures) {
                row.put("p50", figures.percentile(50));
                row.put("p95", figures.percentile(95));
                row.put("p99", figures.percentile(99));
                row.put("avg", figures.averageResponseTime());
                row.put("count", figures.responses());
            }
        },
        MESSAGE_VOLUME("message-volume") {
            @Override
            void put(Map<String, Object> row, Figures figures) {
                row.put("inbound", figures.inbound());
                row.put("outbound", figures.outbound());
            }
        },
        SUCCESS_RATE("success-rate") {
            @Override
            void put(Map<String, Object> row, Figures figures) {
                row.put("success_rate", figures.rate(Outcome.SUCCESS));
                row.put("error_rate", figures.rate(Outcome.FAILURE));
                row.put("fallback_rate", figures.rate(Outcome.FALLBACK));
                row.put("handoff_rate", figures.handoffRate());
                row.put("count", figures.outbound());
            }
        },
        CONVERSATION_DURATION("conversation-duration") {
            @Override
            void put(Map<String, Object> row, Figures figures) {
                row.put("avg", figures.averageDuration());
                row.put("count", figures.count(Fact.Kind.ENDED));
            }
        };

        private final String path;

        Chart(String name) {
            path = "api/analytics/" + name;
        }

        abstract void put(Map<String, Object> row, Figures figures);
    }

    /** Checks of one organization's charts. */
    ChartChecks(Tenant tenant, Differences differences) {
        this.tenant = tenant;
        this.differences = differences;
    }

    /**
     * Asks for every chart.
     *
     * @param tz the zone asked for, null for the organization's own
     * @param interval as asked for, null for none
     * @param wanted what {@code interval} must become
     */
    void check(Span asked, String tz, String interval, String wanted, List<UUID> bots) throws Exception {
        for (Chart chart : Chart.values()) {
            check(chart, asked, tz, interval, wanted, bots);
        }
    }

    private void check(Chart chart, Span asked, String tz, String interval, String wanted, List<UUID> bots)
            throws Exception {
        List<String> parameters = parameters(asked, tz, interval, bots);
        JsonNode answer = tenant.api().json(chart.path, parameters);
        String where = tenant + " " + chart.path + " " + parameters;
        JsonNode meta = answer.path("meta");
        Span used = asked.used(ApiClient.instant(meta.path("as_of")));
        ZoneId zone = ZoneId.of(tz == null ? tenant.organization().timeZone() : tz);
        checkMeta(where, meta, used, zone, wanted);
        checkData(where, chart, answer.path("data"), used, used.starts(wanted, zone), bots);
        if (chart == Chart.CONVERSATION_DURATION) {
            checkHistogram(where, answer.path("histogram"), tenant.timeline().between(used.from(), used.to(), bots));
        }
    }

    private void checkMeta(String where, JsonNode meta, Span used, ZoneId zone, String interval) {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("from", used.from());
        expected.put("to", used.to());
        expected.put("tz", zone.getId());
        expected.put("interval", interval);
        differences.members(where + " meta", expected, meta);
        differences.require(meta.path("complete_until").isTextual(), where + " meta: no complete_until");
    }

    private void checkData(String where, Chart chart, JsonNode data, Span used, List<Instant> starts, List<UUID> bots) {
        differences.same(where + " buckets", starts.size(), data.size());
        for (int i = 0; i < Math.min(starts.size(), data.size()); i++) {
            Span part = used.part(starts, i);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("time", starts.get(i));
            chart.put(row, tenant.timeline().between(part.from(), part.to(), bots));
            differences.object(where + " " + starts.get(i), row, data.get(i));
        }
    }

    private void checkHistogram(String where, JsonNode histogram, Figures figures) {
        List<Long> counts = figures.durationHistogram();
        differences.same(where + " histogram", counts.size(), histogram.size());
        for (int bin = 0; bin < Math.min(counts.size(), histogram.size()); bin++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("from_seconds", EDGES.get(bin));
            row.put("to_seconds", bin + 1 == EDGES.size() ? null : EDGES.get(bin + 1));
            row.put("count", counts.get(bin));
            differences.object(where + " histogram " + bin, row, histogram.get(bin));
        }
    }

    static List<String> parameters(Span asked, String tz, String interval, List<UUID> bots) {
        List<String> parameters = new ArrayList<>(
                List.of("from", asked.from().toString(), "to", asked.to().toString()));
        if (tz != null) {
            parameters.addAll(List.of("tz", tz));
        }
        if (interval != null) {
            parameters.addAll(List.of("interval", interval));
        }
        bots.forEach(bot -> parameters.addAll(List.of("bot_id", bot.toString())));
        return parameters;
    }

    /** A period ends now, wherever event time stands, and has every bucket. */
    void checkPeriod(String period, Duration length, String interval) throws Exception {
        for (Chart chart : Chart.values()) {
            Instant before = Instant.now();
            JsonNode answer = period == null
                    ? tenant.api().json(chart.path, "tz", "UTC")
                    : tenant.api().json(chart.path, "tz", "UTC", "period", period);
            Instant after = Instant.now();
            String where = tenant + " " + chart.path + " period " + period;
            JsonNode meta = answer.path("meta");
            Instant asOf = ApiClient.instant(meta.path("as_of"));
            Span used = new Span(ApiClient.instant(meta.path("from")), ApiClient.instant(meta.path("to")));
            Span first = new Span(before.minus(length), before).used(asOf);
            Span last = new Span(after.minus(length), after).used(asOf);
            differences.require(
                    !used.from().isBefore(first.from()) && !used.from().isAfter(last.from()),
                    where + " from " + used.from() + ", not " + first.from());
            differences.require(
                    !used.to().isBefore(first.to()) && !used.to().isAfter(last.to()),
                    where + " to " + used.to() + ", not " + first.to());
            checkMeta(where, meta, used, ZoneId.of("UTC"), interval);
            checkData(where, chart, answer.path("data"), used, used.starts(interval, ZoneId.of("UTC")), List.of());
        }
    }

    /** Minutes are there for the newest 48 hours only. */
    void checkNoOldMinutes(Span old) throws Exception {
        for (Chart chart : Chart.values()) {
            JsonNode problem = tenant.api()
                    .problem(
                            400,
                            chart.path,
                            parameters(old, "UTC", "minute", List.of()).toArray(String[]::new));
            assertThat(problem.path("parameter").asText())
                    .as("%s: %s", chart.path, problem)
                    .isEqualTo("interval");
        }
    }
}
