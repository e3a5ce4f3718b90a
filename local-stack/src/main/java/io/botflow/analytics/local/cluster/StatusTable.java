package io.botflow.analytics.local.cluster;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a cluster and its jobs are doing, as a table. */
final class StatusTable {
    private static final String NONE = "-";

    private final List<String> lines = new ArrayList<>();
    private boolean healthy = true;

    private StatusTable() {}

    /** @param processes of the cluster, if it is on this machine */
    static StatusTable of(Optional<ClusterProcesses> processes, FlinkRest rest, Deployments deployments, Clock clock)
            throws InterruptedException {
        StatusTable table = new StatusTable();
        processes.ifPresent(table::addProcesses);
        try {
            FlinkRest.Overview overview = rest.overview();
            processes.ifPresent(known -> table.requireTaskManagers(known, overview));
            table.addJobs(
                    overview,
                    rest,
                    deployments,
                    clock,
                    processes.map(ClusterProcesses::problems).orElse(Map.of()));
        } catch (IOException e) {
            table.fail(e.getMessage());
        }
        return table;
    }

    private void addProcesses(ClusterProcesses processes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PROCESS", "PID", "STATE", "STARTS"));
        List<ClusterProcesses.Running> all = new ArrayList<>(List.of(processes.supervisor()));
        all.addAll(processes.parts());
        for (ClusterProcesses.Running running : all) {
            boolean alive = running.isAlive();
            healthy &= alive;
            rows.add(List.of(
                    running.name(),
                    Long.toString(running.pid()),
                    alive ? "up" : "down",
                    Integer.toString(running.starts())));
        }
        add(rows);
        if (!processes.ready()) {
            fail("the cluster is not ready yet");
        }
    }

    private void requireTaskManagers(ClusterProcesses processes, FlinkRest.Overview overview) {
        long started = processes.parts().stream()
                .filter(part -> part.name().startsWith(Supervisor.TASK_MANAGER))
                .count();
        if (overview.taskManagers() < started) {
            fail("of " + started + " TaskManagers the JobManager knows " + overview.taskManagers());
        }
    }

    private void addJobs(
            FlinkRest.Overview overview,
            FlinkRest rest,
            Deployments deployments,
            Clock clock,
            Map<String, String> problems)
            throws IOException, InterruptedException {
        lines.add(overview.taskManagers() + " TaskManagers, " + overview.freeSlots() + " of " + overview.slots()
                + " slots free, " + rest);
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JOB", "STATE", "PARALLELISM", "CHECKPOINT", "AGE", "ID"));
        Map<String, FlinkRest.Job> newest = new TreeMap<>();
        for (FlinkRest.Job job : rest.jobs()) {
            newest.merge(job.name(), job, (one, other) -> one.started() > other.started() ? one : other);
        }
        for (FlinkRest.Job job : newest.values()) {
            Optional<FlinkRest.Checkpoint> checkpoint = rest.newestCheckpoint(job.id());
            rows.add(List.of(
                    job.name(),
                    job.runs() || !job.state().equals("RUNNING")
                            ? job.state()
                            : "RUNNING " + job.running() + "/" + job.tasks(),
                    Integer.toString(rest.parallelism(job.id())),
                    checkpoint.map(found -> Long.toString(found.number())).orElse(NONE),
                    checkpoint
                            .map(found -> age(Duration.between(found.completed(), clock.instant())))
                            .orElse(NONE),
                    job.id()));
        }
        List<String> missing = new ArrayList<>();
        for (BotJob job : BotJob.values()) {
            boolean wanted = deployments
                    .find(job)
                    .filter(known -> !known.runs().isEmpty())
                    .isPresent();
            FlinkRest.Job found = newest.get(job.jobName());
            healthy &= found == null || found.hasEnded() || found.runs();
            if (wanted && (found == null || found.hasEnded())) {
                missing.add(job.jobName() + " is deployed and does not run"
                        + Optional.ofNullable(problems.get(job.jobName()))
                                .map(why -> ": " + why)
                                .orElse(""));
            }
        }
        add(rows);
        missing.forEach(this::fail);
    }

    private void fail(String message) {
        healthy = false;
        lines.add(message);
    }

    /** Columns as wide as their widest cell. */
    private void add(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add("");
    }

    static String age(Duration age) {
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }

    /** Whether every process is up and every job works. */
    boolean isHealthy() {
        return healthy;
    }

    @Override
    public String toString() {
        return String.join("\n", lines).strip();
    }
}
