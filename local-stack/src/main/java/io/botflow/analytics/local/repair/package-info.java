/** The commands that recompute rows from Kafka, compare and repair them, and send repaired dead letters back. */
package io.botflow.analytics.local.repair;
