/** Recomputes a range from Kafka into shadow tables, with the rules and operators of the jobs. Begin with {@code Replay}. */
package io.botflow.analytics.jobs.repair;
