package io.botflow.analytics.local.repair;

import io.botflow.analytics.jobs.repair.ReplayRecord;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.local.UsageException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/verify}. */
@Command(
        name = "scripts/verify",
        sortOptions = false,
        description = {
            "Compares the rows that scripts/replay has recomputed with the live ones, column by column.",
            "A difference counts if it is there after 15 s. Rows that were written since the replay began are told apart.%n"
        },
        footer = {
            "",
            RepairSettings.HELP,
            "Exit codes: 0 all rows are equal (with --swap: or now are), 1 there are differences or it failed, 2 wrong option."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %10s %10s %8s %8s %9s %14s";
    private static final int LONGEST_VALUE = 60;

    @Option(names = "--organization", paramLabel = "ID", description = "Compare, or swap, the rows of this one only.")
    private UUID organization;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rows shown of each table that differs (default ${DEFAULT-VALUE}).")
    private int examples;

    @Option(
            names = "--swap",
            description =
                    "Put the recomputed rows in the place of those that differ; also insert what is missing and delete"
                            + " what is too much. Rows written since the replay began stay.")
    private boolean swap;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    VerifyCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        if (examples < 0) {
            throw new UsageException("--examples: not a number from 0 on: " + examples);
        }
        RepairSettings settings = RepairSettings.from(environment);
        try (Connection connection = settings.postgres().connect("botflow-verify")) {
            // Times are told in UTC, whatever zone this machine is in.
            try (Statement zone = connection.createStatement()) {
                zone.execute("SET TIME ZONE 'UTC'");
            }
            ReplayRecord replay = Verification.replay(connection);
            out.println("recomputed " + replay.request().from() + " to "
                    + replay.request().to() + ", begun "
                    + replay.begunAt() + "; "
                    + (replay.request().includeLate()
                            ? "late events counted"
                            : replay.lateLeftOut() + " late events left out"));
            if (replay.unexpectedlyLate() > 0) {
                out.println("warning: " + replay.unexpectedlyLate()
                        + " events are missing in it that the running job did count (shadow.turned_away)");
            }
            if (!replay.complete()) {
                out.println("warning: Kafka does not hold any more all that these rows hang on");
                if (swap) {
                    throw new IllegalStateException(
                            "--swap: the recomputed rows are incomplete, and would take the place of"
                                    + " whole ones: replay a range that Kafka still holds, from a lateness horizon before it");
                }
            }
            Verification verification = new Verification(connection, replay, Optional.ofNullable(organization));
            List<Comparison> comparisons = compare(verification, connection);
            long differences =
                    comparisons.stream().mapToLong(Comparison::differences).sum();
            if (differences == 0) {
                out.println("equal");
                return RepairMain.DONE;
            }
            out.println(differences + " rows differ");
            if (!swap) {
                return RepairMain.FAILED;
            }
            swap(comparisons, verification, connection);
            return RepairMain.DONE;
        }
    }

    private List<Comparison> compare(Verification verification, Connection connection)
            throws SQLException, InterruptedException {
        out.printf(ROW + "%n", "", "rows", "equal", "missing", "extra", "differing", "changed since");
        List<Comparison> comparisons = new ArrayList<>();
        for (Table<?> table : Verification.tables()) {
            err.println("compares " + table.name());
            Comparison comparison = verification.compare(table);
            comparisons.add(comparison);
            print(comparison);
            if (comparison.differences() > 0) {
                comparison.byColumn().forEach((column, rows) -> out.println("  " + column + ": " + rows));
                for (Comparison.Example example : comparison.examples(connection, examples)) {
                    print(comparison.table(), example);
                }
            }
        }
        return comparisons;
    }

    private void print(Comparison comparison) {
        out.printf(
                ROW + "%s%n",
                comparison.table().name(),
                comparison.compared(),
                comparison.equal(),
                comparison.missing(),
                comparison.extra(),
                comparison.differing(),
                comparison.changed(),
                comparison.table().rows().isEmpty()
                        ? "  (" + comparison.table().rows().describe() + " in the range)"
                        : "");
    }

    private void print(ComparedTable table, Comparison.Example example) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < example.key().size(); i++) {
            key.append(' ')
                    .append(table.key().get(i))
                    .append('=')
                    .append(example.key().get(i));
        }
        out.println("  " + example.state() + key
                + example.values().entrySet().stream()
                        .map(one -> "\n    " + one.getKey() + ": live "
                                + shown(one.getValue().live()) + ", recomputed "
                                + shown(one.getValue().recomputed()))
                        .collect(Collectors.joining()));
    }

    private static String shown(String value) {
        if (value == null) {
            return "NULL";
        }
        return value.length() > LONGEST_VALUE
                ? value.substring(0, LONGEST_VALUE) + "... (" + value.length() + " characters)"
                : value;
    }

    private void swap(List<Comparison> comparisons, Verification verification, Connection connection)
            throws SQLException {
        for (Comparison comparison : comparisons) {
            if (comparison.differences() > 0) {
                out.printf(
                        "%s: replaces %d, inserts %d, deletes %d rows%n",
                        comparison.table().name(), comparison.differing(), comparison.missing(), comparison.extra());
            }
        }
        for (Table<?> table : Verification.tables()) {
            Swap done = Swap.of(verification.compared(table), connection);
            if (done.replaced() + done.inserted() + done.deleted() > 0) {
                out.printf(
                        "%s: replaced %d, inserted %d, deleted %d rows%n",
                        table.name(), done.replaced(), done.inserted(), done.deleted());
            }
        }
    }
}
