package io.botflow.analytics.local;

import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * A job that the stack runs.
 *
 * @param name the job's name, under which its checkpoints are kept
 */
public record LocalJob(String name, Graph graph) {
    /** Builds the job. */
    @FunctionalInterface
    public interface Graph {
        /**
         * The job between the stack's inputs and outputs.
         *
         * @param checkpointDirectory URI below which each job keeps its checkpoints in a directory of its name
         */
        JobGraph build(StackSettings settings, String checkpointDirectory);
    }
}
