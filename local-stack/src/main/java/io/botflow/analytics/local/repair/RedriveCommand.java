package io.botflow.analytics.local.repair;

import com.fasterxml.jackson.core.JsonFactory;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.replay.Lines;
import io.botflow.analytics.schemas.event.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/redrive}. */
@Command(
        name = "scripts/redrive",
        sortOptions = false,
        description = {
            "Shows the dead letters and sends those that were repaired back to bot-events; without options it lists them.",
            "A record that was sent twice is counted once: its event_id makes the second one a duplicate.%n"
        },
        footer = {
            "",
            RepairSettings.HELP,
            "Exit codes: 0 done, 1 failed, or records of --from were refused, 2 wrong option."
        })
final class RedriveCommand implements Callable<Integer> {
    private static final int LINGER_MILLIS = 5;
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    @Option(names = "--list", description = "List them: when, where in bot-events, reason and detail.")
    private boolean list;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "Write them to a new file, a line of JSON each, with the record in `value` (in `value_base64` if it"
                            + " is not UTF-8).")
    private Path export;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Repaired records, a line each (.gz too): the record itself, or an exported line with its `value`"
                            + " repaired. What still breaks a rule is refused with its line and reason.")
    private Path from;

    @Option(
            names = "--again",
            description =
                    "The dead letters that the rules of today accept as they are: after a repair of the rules, or those"
                            + " from the future whose time has come.")
    private boolean again;

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "Only dead letters that were turned away then or later: a time (RFC 3339) or a date in UTC.")
    private RangeBound since = new RangeBound(Instant.EPOCH);

    @Option(names = "--send", description = "Send; without it --from and --again only tell what they would send.")
    private boolean send;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final JsonFactory json = new JsonFactory();
    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;
    private long progressAt = System.nanoTime();

    RedriveCommand(Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        boolean sends = from != null || again;
        if (send && !sends) {
            throw new UsageException("--send: nothing to send: --from FILE or --again says what");
        }
        if (sends && (list || export != null)) {
            throw new UsageException("--from and --again cannot be combined with --list and --export");
        }
        if (from != null && !Files.isRegularFile(from)) {
            throw new UsageException("--from: " + from + " is not a file");
        }
        if (export != null && Files.exists(export)) {
            throw new UsageException("--export: " + export + " exists already");
        }
        RepairSettings settings = RepairSettings.from(environment);
        if (!sends) {
            show(settings);
            return RepairMain.DONE;
        }
        long lateBefore = lateBefore(settings);
        boolean allAccepted = true;
        if (from != null) {
            // Everything is checked before the first record is sent.
            allAccepted = repaired(new Redrive(clock, lateBefore, Optional.empty()), true);
        }
        try (EventProducer producer = EventProducer.to(settings.bootstrapServers(), LINGER_MILLIS)) {
            Redrive redrive = new Redrive(clock, lateBefore, send ? Optional.of(producer) : Optional.empty());
            if (from != null) {
                repaired(redrive, false);
                tell("repaired records", redrive);
            }
            if (again) {
                Redrive ofDeadLetters = new Redrive(clock, lateBefore, send ? Optional.of(producer) : Optional.empty());
                again(settings, ofDeadLetters);
                tell("dead letters", ofDeadLetters);
            }
            producer.flush();
        }
        return allAccepted ? RepairMain.DONE : RepairMain.FAILED;
    }

    private void show(RepairSettings settings) throws IOException {
        long count = 0;
        try (DeadLetters deadLetters = DeadLetters.since(settings.bootstrapServers(), since.instant());
                OutputStream file = export == null
                        ? OutputStream.nullOutputStream()
                        : Files.newOutputStream(export, StandardOpenOption.CREATE_NEW)) {
            for (DeadLetter one = deadLetters.next(); one != null; one = deadLetters.next()) {
                count++;
                if (list || export == null) {
                    out.println(one.at() + "  " + one.source().partition() + "/"
                            + one.source().offset() + "  " + one.reason() + "  " + one.detail());
                }
                if (export != null) {
                    file.write(one.toJson(json));
                    file.write('\n');
                    progress("exported", count);
                }
            }
        }
        out.println(count + " dead letters" + (export == null ? "" : " written to " + export));
    }

    private boolean repaired(Redrive redrive, boolean tellRefused) throws IOException {
        try (Lines lines = Lines.of(from)) {
            long number = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                number++;
                if (line.length == 0) {
                    continue;
                }
                Optional<Fault> fault = redrive.offer(RepairedLine.record(line, json));
                if (fault.isPresent() && tellRefused) {
                    err.println("line " + number + " is refused: "
                            + fault.get().reason().wireName() + ": "
                            + fault.get().detail());
                }
                progress(tellRefused ? "checked" : "read", number);
            }
        }
        return redrive.refused() == 0;
    }

    private void again(RepairSettings settings, Redrive redrive) throws IOException {
        try (DeadLetters deadLetters = DeadLetters.since(settings.bootstrapServers(), since.instant())) {
            for (DeadLetter one = deadLetters.next(); one != null; one = deadLetters.next()) {
                // Those that are still invalid stay where they are, with their reason.
                Optional<Fault> unused = redrive.offer(one.value());
                progress("read", redrive.accepted() + redrive.refused());
            }
        }
    }

    private void tell(String what, Redrive redrive) {
        out.println(what + ": " + (send ? "sent " : "would send ") + redrive.accepted() + ", still invalid "
                + redrive.refused());
        if (redrive.late() > 0) {
            out.println(redrive.late() + " of them lie behind the lateness horizon and will be late: scripts/replay"
                    + " --include-late counts them");
        }
    }

    private void progress(String what, long count) {
        if (System.nanoTime() - progressAt > PROGRESS_NANOS) {
            progressAt = System.nanoTime();
            err.println(what + " " + count);
        }
    }

    /** Where the running job draws the line. */
    private static long lateBefore(RepairSettings settings) throws SQLException {
        try (Connection connection = settings.postgres().connect("botflow-redrive");
                PreparedStatement statement =
                        connection.prepareStatement("SELECT max(as_of) FROM pipeline_progress WHERE job = ?")) {
            statement.setString(1, ConversationAnalyticsPipeline.JOB);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                OffsetDateTime asOf = row.getObject(1, OffsetDateTime.class);
                return asOf == null
                        ? Long.MIN_VALUE
                        : asOf.toInstant().minus(settings.horizon()).toEpochMilli();
            }
        }
    }
}
