/**
 * A Flink cluster whose parts are processes of their own, and the life of a job on it or on any other: Flink's own
 * command line and REST interface do the work, what is here starts, watches and tells.
 */
package io.botflow.analytics.local.cluster;
