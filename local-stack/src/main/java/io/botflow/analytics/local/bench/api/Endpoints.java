package io.botflow.analytics.local.bench.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Function;

/** Every answer of the API that is JSON, asked for as clients would: any organization, range, zone and bots. */
final class Endpoints {
    private static final List<String> PERIODS = List.of("24h", "7d", "30d");
    private static final List<String> ZONES = List.of("UTC", "Asia/Kathmandu", "America/New_York");
    private static final List<String> METRICS = List.of("messages", "conversations", "success_rate", "p95");
    private static final List<String> SORTS =
            List.of("-started_at", "started_at", "-duration_seconds", "duration_seconds", "-slowest_response_ms");
    private static final int DAYS_ASKED_FOR = 30;
    private static final int PHONE_DIGITS = 1_000;

    private final Tenants tenants;
    private final Instant now;
    private final List<Endpoint> endpoints = new ArrayList<>();

    private Endpoints(Tenants tenants, Instant now) {
        this.tenants = tenants;
        this.now = now;
    }

    /**
     * All of them, in the order of the contract.
     *
     * @param deepPages requests for pages far from the first
     */
    static List<Endpoint> of(Tenants tenants, Instant now, List<Request> deepPages) {
        Endpoints all = new Endpoints(tenants, now);
        all.addFigures();
        all.addBots();
        all.addConversations();
        if (!deepPages.isEmpty()) {
            all.endpoints.add(new Endpoint(
                    "conversations deep cursor", random -> deepPages.get(random.nextInt(deepPages.size()))));
        }
        all.addSearches();
        return List.copyOf(all.endpoints);
    }

    private void addFigures() {
        add("realtime", (tenant, random) -> "/api/analytics/realtime");
        add("realtime of a bot", (tenant, random) -> "/api/analytics/realtime?bot_id=" + tenant.bot(random));
        for (String series : List.of("response-times", "message-volume", "success-rate", "conversation-duration")) {
            add(series, (tenant, random) -> "/api/analytics/" + series + range(random) + bots(tenant, random));
        }
        add("usage", (tenant, random) -> "/api/analytics/usage" + range(random));
    }

    private void addBots() {
        add(
                "leaderboard",
                (tenant, random) -> "/api/analytics/leaderboard?metric=" + one(METRICS, random) + "&date="
                        + today().minusDays(random.nextInt(DAYS_ASKED_FOR)));
        add("bots", (tenant, random) -> "/api/analytics/bots");
        add("bot performance", (tenant, random) -> {
            LocalDate end = today().minusDays(random.nextInt(DAYS_ASKED_FOR));
            return "/api/analytics/bots/" + tenant.bot(random) + "/performance?start_date="
                    + end.minusDays(1 + random.nextInt(DAYS_ASKED_FOR)) + "&end_date=" + end;
        });
        add("bot percentiles", (tenant, random) -> "/api/analytics/bots/" + tenant.bot(random) + "/percentiles");
    }

    private void addConversations() {
        for (String sort : SORTS) {
            add(
                    "conversations " + sort,
                    (tenant, random) -> "/api/conversations?period=" + one(PERIODS, random) + "&sort=" + sort
                            + bots(tenant, random));
        }
        if (tenants.all().stream().anyMatch(tenant -> tenant.conversations().isEmpty())) {
            return;
        }
        add("one conversation", (tenant, random) -> "/api/conversations/" + tenant.conversation(random));
    }

    private void addSearches() {
        add("customer", (tenant, random) -> "/api/conversations?period=30d&customer=" + random.nextInt(PHONE_DIGITS));
        addTalkative(
                "q frequent word",
                random -> "/api/conversations?period=30d&q=" + Vocabulary.frequent(random.nextInt()));
        addTalkative(
                "q rare word", random -> "/api/conversations?period=30d&q=" + Vocabulary.rare(random.nextInt(1 << 20)));
        addTalkative("q absent word", random -> "/api/conversations?period=30d&q=" + Vocabulary.absent());
        endpoints.add(new Endpoint("transcript", random -> {
            Tenant tenant = tenants.anyTalkative(random);
            return new Request("/api/conversations/" + tenant.conversation(random) + "/messages", tenant.token());
        }));
    }

    private void addTalkative(String name, Function<Random, String> path) {
        endpoints.add(new Endpoint(
                name,
                random -> new Request(
                        path.apply(random), tenants.anyTalkative(random).token())));
    }

    private void add(String name, Path path) {
        endpoints.add(new Endpoint(name, random -> {
            Tenant tenant = tenants.any(random);
            return new Request(path.of(tenant, random), tenant.token());
        }));
    }

    private static String range(Random random) {
        return "?period=" + one(PERIODS, random) + "&tz=" + one(ZONES, random);
    }

    /** Half of all requests are about all bots, the others about one or two. */
    private static String bots(Tenant tenant, Random random) {
        StringJoiner bots = new StringJoiner("");
        if (random.nextBoolean()) {
            for (int i = random.nextInt(2); i >= 0; i--) {
                bots.add("&bot_id=").add(tenant.bot(random).toString());
            }
        }
        return bots.toString();
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** Where something about an organization is asked for. */
    @FunctionalInterface
    private interface Path {
        String of(Tenant tenant, Random random);
    }
}
