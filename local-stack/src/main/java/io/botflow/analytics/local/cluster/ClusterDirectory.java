package io.botflow.analytics.local.cluster;

import java.nio.file.Path;

/** Where a cluster on this machine keeps everything: data, logs, what was deployed. */
record ClusterDirectory(Path root) {
    Path settings() {
        return root.resolve("cluster.properties");
    }

    Path processes() {
        return root.resolve("processes.properties");
    }

    Path deployments() {
        return root.resolve("jobs");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** What the supervisor tells of its start. */
    Path progress() {
        return logs().resolve("supervisor.out");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path redis() {
        return root.resolve("redis");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    /** Flink's class path, as it was when the cluster was started. */
    Path libraries() {
        return root.resolve("flink/lib");
    }

    /** Flink's configuration. */
    Path configuration() {
        return root.resolve("flink/conf");
    }

    Path temporary() {
        return root.resolve("flink/tmp");
    }

    Path checkpoints() {
        return root.resolve("flink/checkpoints");
    }

    Path savepoints() {
        return root.resolve("flink/savepoints");
    }

    /** Where the JobManager leaves a file for each job that has ended, named by its id. */
    Path endedJobs() {
        return root.resolve("flink/ended");
    }

    /** What a cluster with high availability remembers outside of ZooKeeper. */
    Path highAvailability() {
        return root.resolve("flink/ha");
    }
}
