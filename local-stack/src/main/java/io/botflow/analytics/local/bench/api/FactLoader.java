package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.OrganizationTables;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.schemas.figures.Responses;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Fills the tables day by day, the newest first, so that a load that is cut short has a shorter history and days that
 * are as full as planned. Indexes are those of the migrations, and are kept while rows come in.
 */
final class FactLoader {
    private static final long SEED = 20_260_301;
    private static final int MOST_LOADERS = 4;
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final long MESSAGES_IN_WINDOW = 100_000;
    private static final long ALL = Long.MAX_VALUE;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> TABLES = List.of(
            "organizations",
            "organization_members",
            "bots",
            "conversation_metrics",
            "bot_metrics_15m",
            "bot_metrics_1m",
            "bot_performance_metrics",
            "usage_analytics",
            "messages",
            "pipeline_progress");

    private final ServedDatabase database;
    private final TenantPlan plan;
    private final Instant now;
    private final Consumer<String> progress;

    private final AtomicInteger nextDay = new AtomicInteger();
    private final AtomicLong loaded = new AtomicLong();

    /**
     * A loader that has not begun.
     *
     * @param now the event time of the newest conversations
     * @param progress is told now and then how far it is
     */
    FactLoader(ServedDatabase database, TenantPlan plan, Instant now, Consumer<String> progress) {
        this.database = database;
        this.plan = plan;
        this.now = now;
        this.progress = progress;
    }

    /**
     * Loads until everything is there, or for so long; what has begun by then is finished.
     *
     * @param talkative of which organizations messages are loaded; of the first one, all
     * @return what there is, and how long it took
     */
    JsonObject load(int seconds, List<Organization> talkative) throws Exception {
        long start = System.nanoTime();
        prepare();
        loadDays(start + Math.round(seconds * NANOS_PER_SECOND));
        double daysSeconds = secondsSince(start);
        int days = Math.min(nextDay.get(), TenantPlan.DAYS);
        Instant oldest = startOfDay(days - 1);
        for (int i = 0; i < talkative.size(); i++) {
            progress.accept("messages of organization " + (i + 1) + " of " + talkative.size());
            loadMessages(talkative.get(i).id(), oldest, i == 0);
        }
        writeProgress();
        vacuum();
        JsonObject numbers = new JsonObject()
                .put("days", days)
                .put("days_planned", TenantPlan.DAYS)
                .put("seconds_until_days_were_there", Math.round(daysSeconds))
                .put("seconds", Math.round(secondsSince(start)));
        return numbers.mergeIn(counts());
    }

    /** The start of a UTC day, counted back from today's. */
    private Instant startOfDay(int number) {
        return today().minusDays(number).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private void prepare() throws SQLException {
        List<Organization> organizations = new ArrayList<>();
        List<Bot> bots = new ArrayList<>();
        for (int number = 0; number < plan.organizations(); number++) {
            organizations.add(plan.organization(number));
            bots.addAll(plan.bots(number));
        }
        new OrganizationTables(database.settings().jdbcUrl(PostgresServer.SUPERUSER)).add(organizations, bots);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(FactTables.PREPARE);
            addPlan(connection);
            addSketches(connection);
            addTexts(connection);
            statement.execute("ANALYZE bench.organizations, bench.sketches, bench.texts");
        }
    }

    private void addPlan(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO bench.organizations VALUES (?, ?, ?, ?)")) {
            for (int number = 0; number < plan.organizations(); number++) {
                insert.setInt(1, number);
                insert.setObject(2, plan.organization(number).id());
                insert.setDouble(3, plan.perDay(number));
                insert.setArray(
                        4,
                        connection.createArrayOf(
                                "uuid", plan.bots(number).stream().map(Bot::id).toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void addSketches(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO bench.sketches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (SketchPool.Entry entry : SketchPool.make(new Random(SEED))) {
                long count = entry.sketch().count();
                Responses responses = new Responses(count, entry.sumMillis(), entry.sketch());
                insert.setLong(1, entry.countClass());
                insert.setInt(2, entry.variant());
                insert.setLong(3, count);
                insert.setLong(4, entry.sumMillis());
                insert.setObject(5, responses.averageMillis());
                insert.setObject(6, responses.p50Millis());
                insert.setObject(7, responses.p95Millis());
                insert.setObject(8, responses.p99Millis());
                insert.setObject(9, count == 0 ? null : entry.slowestMillis());
                insert.setBytes(10, entry.sketch().toBytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void addTexts(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench.texts VALUES (?, ?)")) {
            int number = 0;
            for (String text : Vocabulary.texts(FactTables.TEXTS, new Random(SEED))) {
                insert.setInt(1, number++);
                insert.setString(2, text);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void loadDays(long deadline) throws Exception {
        int loaders = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), MOST_LOADERS));
        ExecutorService pool = Executors.newFixedThreadPool(loaders);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < loaders; i++) {
                Callable<Void> loader = () -> {
                    loadDaysUntil(deadline);
                    return null;
                };
                running.add(pool.submit(loader));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void loadDaysUntil(long deadline) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(FactTables.DAY);
            // The newest day is loaded whatever the time, because everything is measured on it.
            for (int day = take(deadline); day < TenantPlan.DAYS; day = take(deadline)) {
                loadDay(connection, day);
                progress.accept("%,d conversations of %d days"
                        .formatted(loaded.get(), Math.min(nextDay.get(), TenantPlan.DAYS)));
            }
        }
    }

    /** The number of the next day to load; beyond the last one when the time is up. */
    private int take(long deadline) {
        return nextDay.get() > 0 && System.nanoTime() > deadline ? TenantPlan.DAYS : nextDay.getAndIncrement();
    }

    private void loadDay(Connection connection, int day) throws SQLException {
        Instant begin = startOfDay(day);
        Instant end = day == 0 ? now : startOfDay(day - 1);
        double share = (double) Duration.between(begin, end).toMillis()
                / Duration.ofDays(1).toMillis();
        execute(connection, "TRUNCATE day");
        execute(connection, FactTables.FILL_DAY, timestamp(now), timestamp(begin), timestamp(end), day, share);
        execute(connection, "ANALYZE day");
        loaded.addAndGet(execute(connection, FactTables.CONVERSATIONS));
        execute(connection, FactTables.QUARTER_HOURS);
        Instant minutesSince = Instant.ofEpochMilli(Progress.oldestMinute(now.toEpochMilli()));
        if (end.isAfter(minutesSince)) {
            execute(connection, FactTables.MINUTES, timestamp(minutesSince));
        }
        execute(connection, FactTables.BOT_DAYS, today().minusDays(day));
        execute(connection, FactTables.HOURS);
    }

    private void loadMessages(UUID organizationId, Instant oldest, boolean withOlder) throws SQLException {
        Instant window = now.minus(WINDOW);
        try (Connection connection = database.connect()) {
            execute(
                    connection,
                    FactTables.MESSAGES,
                    organizationId,
                    timestamp(window),
                    timestamp(now),
                    MESSAGES_IN_WINDOW);
            if (withOlder) {
                execute(connection, FactTables.MESSAGES, organizationId, timestamp(oldest), timestamp(window), ALL);
            }
        }
    }

    private void writeProgress() throws SQLException {
        try (Connection connection = database.connect()) {
            execute(
                    connection,
                    "INSERT INTO pipeline_progress (job, complete_until, as_of)"
                            + " VALUES ('conversation-analytics', ?, ?), ('message-archive', ?, ?)",
                    timestamp(now),
                    timestamp(now),
                    timestamp(now),
                    timestamp(now));
        }
    }

    private void vacuum() throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, "DROP SCHEMA bench CASCADE");
            for (String table : TABLES) {
                progress.accept("vacuuming " + table);
                execute(connection, "VACUUM (ANALYZE) " + table);
            }
            progress.accept("writing a checkpoint");
            execute(connection, "CHECKPOINT");
        }
    }

    private JsonObject counts() throws SQLException {
        JsonObject counts = new JsonObject();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                // Right after VACUUM this is exact, and needs no scan.
                try (ResultSet found =
                        statement.executeQuery("SELECT c.reltuples::bigint, pg_total_relation_size(c.oid) >> 20"
                                + " FROM pg_class c WHERE c.oid = '" + table + "'::regclass")) {
                    found.next();
                    counts.put(table + "_rows", found.getLong(1));
                    counts.put(table + "_mib", found.getLong(2));
                }
            }
        }
        return counts;
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.from(at);
    }

    private static long execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
            return Math.max(0, statement.getLargeUpdateCount());
        }
    }
}
