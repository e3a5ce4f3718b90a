package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.Progress;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.checkpoint.StoredState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Starts, saves and replaces jobs on a cluster, one change of a job at a time. */
final class JobLife {
    private static final Duration LOCK_LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;

    private final FlinkRest rest;
    private final FlinkCli cli;
    private final JobStart start;
    private final Deployments deployments;
    private final Optional<String> savepoints;
    private final Progress progress;

    /** @param savepoints directory of the job's savepoints; none: the cluster's own */
    JobLife(FlinkRest rest, FlinkCli cli, Deployments deployments, Optional<String> savepoints, Progress progress) {
        this.rest = rest;
        this.cli = cli;
        this.start = new JobStart(rest);
        this.deployments = deployments;
        this.savepoints = savepoints;
        this.progress = progress;
    }

    /**
     * Starts a job that does not run.
     *
     * @param state a savepoint or checkpoint to start from, empty for the newest savepoint known
     */
    void deploy(Deployment wanted, Path jar, Optional<String> state) throws IOException, InterruptedException {
        Deployments.Lock lock = lock(wanted.job());
        try {
            Optional<FlinkRest.Job> live = rest.live(wanted.job());
            if (live.isPresent()) {
                throw new UsageException(wanted.job().jobName() + " is there already ("
                        + live.get().state() + "): scripts/rescale and scripts/upgrade change it");
            }
            String known =
                    deployments.find(wanted.job()).map(Deployment::savepoint).orElse("");
            Optional<String> from = state.map(path -> path.isEmpty() ? known : path);
            if (from.filter(String::isEmpty).isPresent()) {
                throw new UsageException(
                        "no savepoint of " + wanted.job().jobName() + " is known: --from-savepoint=PATH names one");
            }
            from.ifPresent(JobLife::requireWhole);
            if (from.isEmpty() && !known.isEmpty()) {
                progress.say("starting without state; --from-savepoint would go on from " + known);
            }
            requireSlots(wanted.parallelism(), 0);
            Deployment kept =
                    wanted.withJar(deployments.keep(wanted.job(), jar)).withSavepoint(known);
            Deployment started = run(kept, from);
            start.awaitRunning(started.runs().get(0));
            deployments.deleteOtherJars(wanted.job());
            progress.say(wanted.job().jobName() + " runs");
        } finally {
            lock.close();
        }
    }

    /** Takes a savepoint of a job that goes on, and gives its path. */
    String savepoint(BotJob job) throws IOException, InterruptedException {
        Deployments.Lock lock = lock(job);
        try {
            FlinkRest.Job live = requireLive(job);
            progress.say("taking a savepoint of " + job.jobName());
            String path = cli.savepoint(live.id(), savepointDirectory(job));
            Optional<Deployment> known = deployments.find(job);
            if (known.isPresent()) {
                deployments.save(known.get().withSavepoint(path));
            }
            return path;
        } finally {
            lock.close();
        }
    }

    /** Stops a job with a savepoint, and gives its path. */
    String stop(BotJob job) throws IOException, InterruptedException {
        Deployments.Lock lock = lock(job);
        try {
            return stop(job, requireLive(job));
        } finally {
            lock.close();
        }
    }

    /**
     * Puts another run in the place of one, from a savepoint of it; the one before if the other does not start.
     *
     * @param absent what is known of the job if it was not deployed from here
     * @param change what is to be otherwise
     * @param newJar the jar of the other run, if it is another one
     */
    void replace(Deployment absent, Path absentJar, UnaryOperator<Deployment> change, Optional<Path> newJar)
            throws IOException, InterruptedException {
        BotJob job = absent.job();
        Deployments.Lock lock = lock(job);
        try {
            FlinkRest.Job live = requireLive(job);
            int parallelism = rest.parallelism(live.id());
            Optional<Deployment> known = deployments.find(job);
            if (known.isEmpty()) {
                progress.say(job.jobName() + " was not deployed from here: its settings are taken from the environment"
                        + (newJar.isPresent() ? ", and there is no copy of its jar to go back to" : ""));
            }
            if (known.isEmpty() && !Files.isRegularFile(absentJar)) {
                throw new UsageException(
                        job.jobName() + " was not deployed from here, and " + absentJar + " is not built");
            }
            Deployment before = known.isPresent()
                    ? known.get()
                    : absent.withJar(deployments.keep(job, absentJar)).withParallelism(parallelism);
            Deployment after = change.apply(before);
            if (newJar.isPresent()) {
                after = after.withJar(deployments.keep(job, newJar.get()));
            }
            requireSlots(after.parallelism(), parallelism);
            progress.say("checking " + job.jobName() + " before anything is stopped");
            cli.check(after, deployments.jar(after));
            String savepoint = stop(job, live);
            try {
                startReplacement(after.withSavepoint(savepoint), savepoint);
                deployments.deleteOtherJars(job);
                progress.say(job.jobName() + " runs with parallelism " + after.parallelism());
            } catch (IOException e) {
                goBack(known.isPresent() || newJar.isEmpty(), before.withSavepoint(savepoint), e);
            }
        } finally {
            lock.close();
        }
    }

    private void startReplacement(Deployment deployment, String savepoint) throws IOException, InterruptedException {
        Deployment started = run(deployment, Optional.of(savepoint));
        start.awaitRunning(started.runs().get(0));
        start.awaitCheckpoint(started.runs().get(0));
    }

    private void goBack(boolean possible, Deployment before, IOException failure)
            throws IOException, InterruptedException {
        BotJob job = before.job();
        String stopped = job.jobName() + " did not start (" + failure.getMessage() + "); ";
        if (!possible) {
            throw new IOException(stopped + "it stands still, its state is in " + before.savepoint(), failure);
        }
        progress.say(stopped + "going back to what ran before");
        try {
            Optional<FlinkRest.Job> failed = rest.live(job);
            if (failed.isPresent()) {
                cancel(failed.get());
            }
            Deployment back = run(before, Optional.of(before.savepoint()));
            start.awaitRunning(back.runs().get(0));
            deployments.deleteOtherJars(job);
        } catch (IOException e) {
            e.addSuppressed(failure);
            throw new IOException(
                    stopped + "nor did what ran before (" + e.getMessage() + "): its state is in " + before.savepoint(),
                    e);
        }
        throw new IOException(stopped + "what ran before runs again", failure);
    }

    private Deployment run(Deployment deployment, Optional<String> state) throws IOException, InterruptedException {
        progress.say("starting " + deployment.job().jobName() + " with parallelism " + deployment.parallelism()
                + state.map(path -> " from " + path).orElse(""));
        String id = cli.run(deployment, deployments.jar(deployment), state);
        Deployment started = deployment.started(id, state);
        deployments.save(started);
        return started;
    }

    private String stop(BotJob job, FlinkRest.Job live) throws IOException, InterruptedException {
        progress.say("stopping " + job.jobName() + " with a savepoint");
        String path = cli.stop(live.id(), savepointDirectory(job));
        progress.say("savepoint " + path);
        Optional<Deployment> known = deployments.find(job);
        if (known.isPresent()) {
            deployments.save(known.get().stopped().withSavepoint(path));
        }
        return path;
    }

    private void cancel(FlinkRest.Job job) throws IOException, InterruptedException {
        rest.cancel(job.id());
        long deadline = System.nanoTime() + LOCK_LIMIT.toNanos();
        while (!rest.job(job.id()).map(FlinkRest.Job::hasEnded).orElse(true)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("job " + job.id() + " cannot be cancelled");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private FlinkRest.Job requireLive(BotJob job) throws IOException, InterruptedException {
        return rest.live(job)
                .orElseThrow(() -> new UsageException(job.jobName() + " does not run at " + rest + ": scripts/deploy "
                        + job.jobName() + " starts it"));
    }

    /** As far as it can be seen from this machine. */
    private static void requireWhole(String state) {
        if (state.startsWith("file:") && Files.isDirectory(Path.of(URI.create(state)))) {
            StoredState.fault(state).ifPresent(fault -> {
                throw new UsageException(state + " is damaged: " + fault);
            });
        }
    }

    /** A job that has no place would be stopped and then wait for ever. */
    private void requireSlots(int wanted, int given) throws IOException, InterruptedException {
        FlinkRest.Overview cluster = rest.overview();
        int free = cluster.freeSlots() + given;
        if (wanted > free) {
            throw new UsageException("parallelism " + wanted + " needs as many free slots, and there are " + free + " ("
                    + cluster.taskManagers() + " TaskManagers, " + cluster.slots() + " slots)");
        }
    }

    private Optional<String> savepointDirectory(BotJob job) {
        return savepoints.map(directory -> directory + "/" + job.jobName());
    }

    private Deployments.Lock lock(BotJob job) throws IOException, InterruptedException {
        Optional<Deployments.Lock> lock = deployments.lock(job);
        if (lock.isEmpty()) {
            progress.say("waiting for another change of " + job.jobName());
        }
        long deadline = System.nanoTime() + LOCK_LIMIT.toNanos();
        while (lock.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(job.jobName() + " is still being changed by another process");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            lock = deployments.lock(job);
        }
        return lock.get();
    }
}
