package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.OrganizationTables;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What every scenario needs: the stack, its organizations, and how a load is sent and measured.
 *
 * @param seconds how long each measurement takes
 * @param warmUpSeconds how long the load runs before
 */
record Bench(MeasuredStack stack, Clock clock, Consumer<String> out, int seconds, int warmUpSeconds) {
    static final int ORGANIZATIONS = 100;

    private static final double ANSWER_SECONDS = 0.5;
    /** A cold stack under full load at once would be measured while it catches up. */
    private static final double[] WARM_UP_SHARES = {0.25, 0.5, 1};

    /** What a producer of Kafka 4 does unless told otherwise. */
    private static final int LINGER_MILLIS = 5;

    private static final double MEBIBYTE = 1024 * 1024;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Adds the organizations that the load belongs to. */
    void prepare() throws Exception {
        new OrganizationTables(stack.settings().jdbcUrl(PostgresServer.SUPERUSER))
                .add(LoadEvents.organizations(ORGANIZATIONS), LoadEvents.bots(ORGANIZATIONS));
    }

    Tokens tokens() {
        return new Tokens(stack.settings(), clock);
    }

    /** Connects as many users of each of the first so many organizations. */
    Crowd connect(int organizations, int perOrganization) throws Exception {
        List<Organization> first = LoadEvents.organizations(organizations);
        return Crowd.connect(stack.settings().ports().api(), tokens(), first, perOrganization);
    }

    /** Sends a load to a crowd, after one that grows to the same rate, and tells what came of it. */
    JsonObject measure(String name, Crowd crowd, int organizations, double eventsPerSecond) {
        for (double share : WARM_UP_SHARES) {
            double rate = share * eventsPerSecond;
            Run run = begin(name + " warming up", crowd, organizations, rate);
            run.send(warmUpSeconds / (double) WARM_UP_SHARES.length);
            awaitAll(crowd, run);
        }
        Run run = begin(name, crowd, organizations, eventsPerSecond);
        Usage before = usage();
        run.send(seconds);
        Usage after = usage();
        Completeness completeness = awaitAll(crowd, run);
        crowd.measure(null);
        Measurement measurement = run.measurement;
        long measured = measurement.latencyMicros().getTotalCount();
        return new JsonObject()
                .put("sockets", crowd.clients().size())
                .put("sockets_open_at_end", crowd.open())
                .put("events_per_second", eventsPerSecond)
                .put("seconds", seconds)
                .put("frames_measured", measured)
                .put("frames_per_second", Math.round((double) measured / seconds))
                .mergeIn(Latencies.of(measurement.latencyMicros()))
                .mergeIn(completeness.toJson())
                .put("other_frames", measurement.otherFrames())
                .put("stack_cpu_seconds", round(after.stackCpu - before.stackCpu))
                .put("servers_cpu_seconds", round(after.serversCpu - before.serversCpu))
                .put("bench_cpu_seconds", round(after.benchCpu - before.benchCpu))
                .put("stack_rss_mib_begin", mebibytes(before.resident))
                .put("stack_rss_mib_end", mebibytes(after.resident));
    }

    private Run begin(String name, Crowd crowd, int organizations, double eventsPerSecond) {
        LoadPlan plan = LoadPlan.of(organizations, eventsPerSecond, ANSWER_SECONDS);
        LoadEvents events = new LoadEvents(name.replace(' ', '-') + "-" + Long.toHexString(clock.millis()), plan);
        Schedule schedule = new Schedule(System.nanoTime(), eventsPerSecond);
        Measurement measurement = new Measurement(events.prefix(), plan, schedule);
        crowd.measure(measurement);
        return new Run(name, plan, events, schedule, measurement);
    }

    /** A load from its beginning to its end, and what is received of it. */
    private final class Run {
        private final String name;
        private final LoadPlan plan;
        private final LoadEvents events;
        private final Schedule schedule;
        private final Measurement measurement;
        private long sent;

        Run(String name, LoadPlan plan, LoadEvents events, Schedule schedule, Measurement measurement) {
            this.name = name;
            this.plan = plan;
            this.events = events;
            this.schedule = schedule;
            this.measurement = measurement;
        }

        void send(double duration) {
            Load load = new Load(plan, events, schedule, clock.instant(), this::tell);
            sent = schedule.eventsIn(duration);
            try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), LINGER_MILLIS)) {
                load.send(producer, 0, sent);
            }
        }

        private void tell(String progress) {
            long elapsed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - schedule.startNanos());
            out.accept("  %s: %d s, %s, %d frames".formatted(name, elapsed, progress, measurement.frames()));
        }
    }

    /** Waits until no frame is missing, or nothing has come for a while. */
    private static Completeness awaitAll(Crowd crowd, Run run) {
        List<BitSet> expected = Completeness.expected(run.plan, run.sent);
        long frames = -1;
        long lastChange = System.nanoTime();
        Completeness now = Completeness.of(crowd.clients(), expected);
        while (!now.isComplete() && System.nanoTime() - lastChange < QUIET_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
            if (run.measurement.frames() != frames) {
                frames = run.measurement.frames();
                lastChange = System.nanoTime();
            }
            now = Completeness.of(crowd.clients(), expected);
        }
        return now;
    }

    Usage usage() {
        ProcessFigures figures = stack.figures();
        return new Usage(
                figures.cpuSeconds(),
                figures.serversCpuSeconds(),
                new ProcessFigures(ProcessHandle.current()).cpuSeconds(),
                figures.residentBytes());
    }

    static double mebibytes(long bytes) {
        return round(bytes / MEBIBYTE);
    }

    /** Two decimals. */
    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** What the processes had used by some moment, in seconds and bytes. */
    record Usage(double stackCpu, double serversCpu, double benchCpu, long resident) {}
}
