package io.botflow.analytics.local.bench.pipeline;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code scripts/bench profile}. */
@Command(
        name = "profile",
        sortOptions = false,
        description = {
            "Tells where the processor time of scripts/bench pipeline goes: the same run, watched by the JDK's flight recorder.",
            "What is counted lies between a quarter of the events and all of them. The recorder sees Java code, not the",
            "garbage collector, the compiler or RocksDB.",
            ""
        })
public final class ProfileBench implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int WRONG_ROWS = 1;
    private static final int SHOWN = 25;
    /** A chain of operators is deep. */
    private static final int STACK_DEPTH = 256;

    @Mixin
    private SetupOptions options;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where the recording (job.jfr), the stacks (job.collapsed, allocation.collapsed) and the flame graphs",
                "(job.svg, allocation.svg) go (default local-stack/target/bench/profile)."
            })
    private Path output;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Path root;
    private final Clock clock;
    private final PrintStream out;

    /** @param root the directory of the project */
    public ProfileBench(Path root, Clock clock, PrintStream out) {
        this.root = root;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Setup setup = options.setup();
        Path directory = output != null ? output : root.resolve("local-stack/target/bench/profile");
        Files.createDirectories(directory);
        Path recording = directory.resolve("job.jfr");
        Files.deleteIfExists(recording);
        List<String> jvmOptions = new ArrayList<>(options.jvmOptions());
        jvmOptions.add(
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording.toAbsolutePath());
        jvmOptions.add("-XX:FlightRecorderOptions=stackdepth=" + STACK_DEPTH);
        say(setup + " ...");
        try (PipelineRun run = new PipelineRun(directory, jvmOptions, this::say, jdbcUrl -> {})) {
            PipelineRun.Result result = run.measure(setup);
            Instant from = instant(result.course().nanosAt(setup.measuredFrom()));
            Instant to = instant(result.course().nanosAt(setup.events()));
            StackSamples processor = StackSamples.ofProcessor(recording, from, to);
            StackSamples allocation = StackSamples.ofAllocation(recording, from, to);
            write(directory, "job", "Processor time, " + setup, processor);
            write(directory, "allocation", "Allocation, " + setup, allocation);
            say(processor.total() + " samples between the " + setup.measuredFrom() + "th event and the last");
            table("innermost frames", processor.innermost(SHOWN));
            table("the project's frames and what they call of others", processor.innermostOwn(SHOWN));
            table("the project's frames with all that they call", processor.own(SHOWN));
            table(
                    "the project's frames by what is allocated in them and in others that they call",
                    allocation.innermostOwn(SHOWN));
            say("recording, stacks and flame graphs: " + directory);
            return DONE;
        } catch (WrongRowsException e) {
            say(e.getMessage());
            say(e.shown());
            return WRONG_ROWS;
        }
    }

    /** On Linux {@link System#nanoTime} counts from the same moment in every process. */
    private Instant instant(long nanos) {
        return clock.instant().minusNanos(System.nanoTime() - nanos);
    }

    private static void write(Path directory, String name, String title, StackSamples samples) throws Exception {
        Files.write(directory.resolve(name + ".collapsed"), samples.collapsed());
        Files.writeString(directory.resolve(name + ".svg"), FlameGraph.of(title, samples));
    }

    private void table(String title, List<StackSamples.Share> shares) {
        say(title);
        shares.forEach(share -> say(String.format(Locale.ROOT, "  %5.1f %%  %s", share.percent(), share.frame())));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
