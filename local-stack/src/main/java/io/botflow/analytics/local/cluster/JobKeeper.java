package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import io.botflow.analytics.local.checkpoint.StoredState;
import io.botflow.analytics.local.server.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back every deployed job that the cluster has lost, from the newest state that is whole. */
final class JobKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(JobKeeper.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ClusterDirectory directory;
    private final Map<String, String> given;
    private final FlinkRest rest;
    private final FlinkCli cli;
    private final JobStart start;
    private final Deployments deployments;
    /** Why a job is not brought back, by its name. */
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    /** The runs after which a job was given up, and when to try again to bring back those that were not. */
    private final Map<BotJob, String> givenUp = new EnumMap<>(BotJob.class);

    private final Map<BotJob, Long> nextTryNanos = new EnumMap<>(BotJob.class);

    /** @param given where jobs on this cluster read and write, which may be elsewhere than in its last life */
    JobKeeper(ClusterDirectory directory, Map<String, String> given, FlinkRest rest, FlinkCli cli) {
        this.given = given;
        this.directory = directory;
        this.rest = rest;
        this.cli = cli;
        this.start = new JobStart(rest);
        this.deployments = new Deployments(directory.deployments());
    }

    Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    /** Looks after every job once; false when the cluster could not be asked. */
    boolean keep() throws InterruptedException {
        boolean asked = true;
        for (BotJob job : BotJob.values()) {
            try {
                keep(job);
            } catch (FlinkCli.FailedException e) {
                LOG.warn("{} cannot be brought back now: {}", job.jobName(), e.getMessage());
                nextTryNanos.put(job, System.nanoTime() + RETRY.toNanos());
            } catch (IOException e) {
                LOG.debug("{} cannot be looked after now", job.jobName(), e);
                asked = false;
            }
        }
        return asked;
    }

    private void keep(BotJob job) throws IOException, InterruptedException {
        Optional<Deployments.Lock> free = deployments.lock(job);
        if (free.isEmpty()) {
            // Whoever changes it looks after it.
            return;
        }
        try {
            keepAlone(job);
        } finally {
            free.get().close();
        }
    }

    private void keepAlone(BotJob job) throws IOException, InterruptedException {
        Optional<Deployment> deployed =
                deployments.find(job).filter(known -> !known.runs().isEmpty());
        if (deployed.isEmpty()) {
            problems.remove(job.jobName());
            return;
        }
        String run = deployed.get().runs().get(0);
        Optional<FlinkRest.Job> found = rest.job(run);
        if (found.map(FlinkRest.Job::hasEnded).orElseGet(() -> hasEnded(run))) {
            LOG.info("{} has ended as {} and stays so", job.jobName(), run);
            deployments.save(deployed.get().stopped());
        } else if (found.isEmpty()) {
            if (!run.equals(givenUp.get(job)) && isDue(job)) {
                nextTryNanos.remove(job);
                bringBack(deployed.get().withGiven(given));
            }
        } else {
            problems.remove(job.jobName());
            deleteEarlierRuns(deployed.get());
        }
    }

    private boolean isDue(BotJob job) {
        Long time = nextTryNanos.get(job);
        return time == null || time - System.nanoTime() <= 0;
    }

    /** What a JobManager that is gone wrote of a job that was cancelled or stopped while it was there. */
    private boolean hasEnded(String run) {
        return Files.exists(directory.endedJobs().resolve(run))
                || Files.exists(directory.endedJobs().resolve(run + ".json"));
    }

    private void bringBack(Deployment deployment) throws IOException, InterruptedException {
        String job = deployment.job().jobName();
        List<String> states = deployment.states();
        if (states.isEmpty()) {
            LOG.warn("{} is lost and had completed no checkpoint: it begins anew", job);
            start(deployment, Optional.empty());
            return;
        }
        for (String state : states) {
            Optional<String> fault = StoredState.fault(state);
            if (fault.isPresent()) {
                LOG.warn("{}: {} is damaged ({})", job, state, fault.get());
            } else if (start(deployment, Optional.of(state))) {
                LOG.info("{} goes on from {}", job, state);
                return;
            }
        }
        // Beginning anew would look like success.
        String problem = "nothing it could go on from is whole; scripts/deploy " + job + " begins anew";
        LOG.error("{}: {}", job, problem);
        problems.put(job, problem);
        givenUp.put(deployment.job(), deployment.runs().get(0));
    }

    /** False when the state cannot be read. */
    private boolean start(Deployment deployment, Optional<String> state) throws IOException, InterruptedException {
        String run;
        try {
            run = cli.run(deployment, deployments.jar(deployment), state);
        } catch (FlinkCli.FailedException e) {
            if (e.isOfUnreadableState()) {
                LOG.warn("{} cannot be read: {}", state, e.getMessage());
                return false;
            }
            throw e;
        }
        deployments.save(deployment.startedAgain(run));
        try {
            start.awaitRunning(run);
        } catch (JobStart.NotRunningException e) {
            if (e.isOfUnreadableState() && state.isPresent()) {
                LOG.warn("{} cannot be read: {}", state.get(), e.getMessage());
                rest.cancel(run);
                deployments.save(deployment);
                return false;
            }
            // It is there, and Flink goes on trying.
            LOG.warn("{} does not run yet: {}", deployment.job().jobName(), e.getMessage());
        }
        return true;
    }

    private void deleteEarlierRuns(Deployment deployment) throws IOException {
        if (deployment.runs().size() < 2) {
            return;
        }
        RetainedCheckpoints checkpoints = deployment.checkpoints();
        // Until then an earlier run has what this one lacks.
        if (checkpoints.ofRun(deployment.runs().get(0)).size() < FlinkConfiguration.RETAINED_CHECKPOINTS) {
            return;
        }
        deployments.save(deployment.withoutEarlierRuns());
        for (String run : deployment.runs().subList(1, deployment.runs().size())) {
            Path left = checkpoints.directory().resolve(run);
            LOG.info(
                    "deleting {}: a later run has kept its state {} times",
                    left,
                    FlinkConfiguration.RETAINED_CHECKPOINTS);
            Directories.delete(left);
        }
    }
}
