/** What Flink has kept of a job's state on this machine, and which of it a job can go on from. */
package io.botflow.analytics.local.checkpoint;
