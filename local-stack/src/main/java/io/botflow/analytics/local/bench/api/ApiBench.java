package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.bench.Report;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code scripts/bench api}. */
@Command(
        name = "api",
        sortOptions = false,
        description = {
            "Measures the API's answers over a database of many organizations, with clients that keep their connection.",
            "Starts PostgreSQL, Redis and the API server, fills the tables, and asks for every answer in turn; beside each",
            "the same statements are sent by pgbench, if that is on the PATH. Then files of rows are read, beside COPY.",
            ""
        },
        footer = {
            "",
            "Ten million conversations take some 15 GB in the directory for temporary files, and the log of writes up to 16 GB."
        })
public final class ApiBench implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int ERRORS = 1;
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** So that two runs ask for the same. */
    private static final long SEED = 20_260_303;

    /** Different requests whose statements pgbench sends. */
    private static final int SAMPLES = 24;

    /** How many times longer a server that has just started is warmed up. */
    private static final int COLD = 6;

    private static final int MOST_SAMPLING_ROUNDS = 3;
    private static final String CSV = "csv";
    private static final int SHOWN_EVERY_SECONDS = 2;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Only endpoints with a name that begins so; csv for the files (default all).")
    private List<String> names = List.of();

    @Option(
            names = "--organizations",
            paramLabel = "N",
            description = "How many (default ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private int organizations;

    @Option(
            names = "--conversations",
            paramLabel = "N",
            description = "Of all organizations, in 90 days (default ${DEFAULT-VALUE}).",
            defaultValue = "10000000")
    private long conversations;

    @Option(
            names = "--load-seconds",
            paramLabel = "N",
            description = "No further day is loaded after so long (default ${DEFAULT-VALUE}).",
            defaultValue = "600")
    private int loadSeconds;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Connections, each with one request at a time (default ${DEFAULT-VALUE}).",
            defaultValue = "4")
    private int clients;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each answer is asked for (default ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "How long it is asked for before that; at first, six times as long (default ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int warmUpSeconds;

    @Option(
            names = "--shared-buffers",
            paramLabel = "MIB",
            description = "Memory that PostgreSQL keeps pages in (default ${DEFAULT-VALUE}).",
            defaultValue = "1024")
    private int sharedBuffers;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where all numbers go as JSON (default local-stack/target/bench/api-<time>.json).")
    private Path output;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Path root;
    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;
    private final Report report = new Report();
    private Path file;
    private long errors;

    /** @param root the directory of the project */
    public ApiBench(Path root, Map<String, String> environment, Clock clock, PrintStream out) {
        this.root = root;
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        requirePositive("--organizations", organizations);
        requirePositive("--conversations", conversations);
        requirePositive("--load-seconds", loadSeconds);
        requirePositive("--clients", clients);
        requirePositive("--seconds", seconds);
        requirePositive("--warm-up", warmUpSeconds);
        requirePositive("--shared-buffers", sharedBuffers);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        file = output != null
                ? output
                : root.resolve("local-stack/target/bench/api-" + FILE_TIME.format(now) + ".json");
        say("starting PostgreSQL and Redis ...");
        try (ServedDatabase database = ServedDatabase.start(sharedBuffers)) {
            TenantPlan plan = new TenantPlan(organizations, conversations);
            load(database, plan, now);
            say("starting the API server ...");
            database.startApi();
            try (ApiClients api = new ApiClients(database.settings().ports().api(), clients)) {
                measure(database, api, plan, now);
            }
        }
        say("all numbers: " + file);
        if (errors > 0) {
            say("ERRORS: " + errors + " requests were not answered with 200; the file has the first of each kind");
            return ERRORS;
        }
        return DONE;
    }

    private void load(ServedDatabase database, TenantPlan plan, Instant now) throws Exception {
        Spaced progress = new Spaced();
        FactLoader loader = new FactLoader(database, plan, now, progress::say);
        JsonObject numbers = new JsonObject()
                .put("organizations", organizations)
                .put("conversations_planned", conversations)
                .mergeIn(loader.load(loadSeconds, Tenants.talkative(plan)));
        new LiveFigures(now).write(database.settings().ports().redis(), plan);
        JsonObject postgres = new JsonObject();
        database.postgresSettings().forEach(postgres::put);
        JsonObject setup = new JsonObject()
                .put("clients", clients)
                .put("seconds", seconds)
                .put("warm_up_seconds", warmUpSeconds)
                // Above the number of processors, others compete for them.
                .put("load_average_after_loading", loadAverage())
                .put("api_jvm", String.join(" ", ServedDatabase.jvmOptions()))
                .put("postgresql", postgres);
        report.add("load", numbers);
        report.add("setup", setup);
        say(Report.table("load", numbers));
        say(Report.table("setup", setup));
        report.write(file, now);
    }

    private void measure(ServedDatabase database, ApiClients api, TenantPlan plan, Instant now) throws Exception {
        Tenants tenants;
        try (Connection superuser = database.connect()) {
            tenants = Tenants.read(superuser, plan, new Tokens(database.settings(), clock));
        }
        boolean hasPgbench = Pgbench.isInstalled(environment.getOrDefault("PATH", ""));
        if (!hasPgbench) {
            say("pgbench is not on the PATH: the statements are not measured without the API");
        }
        Pgbench pgbench =
                new Pgbench(database.directory(), database.settings().ports().postgres(), clients);
        JsonObject all = new JsonObject();
        report.add("endpoints", all);
        List<Endpoint> wanted = Endpoints.of(tenants, now, deepPages(api, tenants)).stream()
                .filter(endpoint -> isWanted(endpoint.name()))
                .toList();
        if (!wanted.isEmpty()) {
            say("warming up ...");
            api.ask(Endpoint.anyOf(wanted), COLD * warmUpSeconds, SEED);
            say(ApiTable.HEADER);
        }
        for (Endpoint endpoint : wanted) {
            api.ask(endpoint, warmUpSeconds, SEED);
            Answers answers = api.ask(endpoint, seconds, SEED + clients);
            JsonObject numbers = answers.toJson().put("load_average", loadAverage());
            errors += answers.errors();
            if (hasPgbench && answers.errors() == 0) {
                numbers.put("sql", pgbench.run(statements(database, api, endpoint), seconds));
            }
            all.put(endpoint.name(), numbers);
            say(ApiTable.line(endpoint.name(), numbers));
            // After each: what was measured is kept even if the next fails.
            report.write(file, now);
        }
        if (isWanted(CSV)) {
            measureFiles(database, api, plan, tenants, now);
        }
    }

    private List<Request> deepPages(ApiClients api, Tenants tenants) throws TimeoutException {
        try {
            return DeepPages.find(api, tenants.large());
        } catch (IllegalStateException e) {
            say("no pages far from the first: " + e.getMessage());
            errors++;
            return List.of();
        }
    }

    /** What the API sends to PostgreSQL for each of some requests. */
    private static List<List<String>> statements(ServedDatabase database, ApiClients api, Endpoint endpoint)
            throws SQLException, IOException, TimeoutException {
        ServerLog log = new ServerLog(database.postgresLog());
        List<List<String>> requests = new ArrayList<>();
        Random random = new Random(SEED);
        try (Connection superuser = database.connect()) {
            ServerLog.logStatements(superuser, true);
            // A session of the API may hear of the setting a moment later.
            for (int i = 0; requests.size() < SAMPLES && i < MOST_SAMPLING_ROUNDS * SAMPLES; i++) {
                long length = log.length();
                api.text(endpoint.next(random));
                List<String> sent = log.statementsSince(length);
                if (!sent.isEmpty() && sent.get(sent.size() - 1).equals("COMMIT")) {
                    requests.add(sent);
                }
            }
            ServerLog.logStatements(superuser, false);
        }
        if (requests.isEmpty()) {
            throw new IOException("the log of PostgreSQL has no statements of " + endpoint.name());
        }
        return requests;
    }

    private void measureFiles(ServedDatabase database, ApiClients api, TenantPlan plan, Tenants tenants, Instant now)
            throws Exception {
        Tenant largest = tenants.largest();
        UUID administrator = plan.organization(0).member(Role.ADMIN);
        Instant from = now.minus(Duration.ofDays(TenantPlan.DAYS));
        for (Export export : List.of(Export.CONVERSATIONS, Export.MESSAGES)) {
            say(export.path() + " ...");
            try {
                JsonObject numbers = export.measure(database, api, largest, administrator, from, now);
                report.add(export.path(), numbers);
                say(Report.table(export.path(), numbers));
            } catch (IllegalStateException e) {
                say(e.getMessage());
                errors++;
            }
            report.write(file, now);
        }
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private boolean isWanted(String name) {
        return names.isEmpty() || names.stream().anyMatch(name::startsWith);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void requirePositive(String option, long value) {
        if (value < 1) {
            throw new UsageException(option + ": not a number above 0: " + value);
        }
    }

    /** Tells how far the load is, but not all the time. Safe for threads. */
    private final class Spaced {
        private final long start = System.nanoTime();
        private long lastSecond = -SHOWN_EVERY_SECONDS;

        synchronized void say(String line) {
            long second = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            if (second >= lastSecond + SHOWN_EVERY_SECONDS) {
                lastSecond = second;
                ApiBench.this.say("  load: " + second + " s, " + line);
            }
        }
    }
}
