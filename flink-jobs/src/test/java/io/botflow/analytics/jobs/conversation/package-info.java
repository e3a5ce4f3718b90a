/** Tests of job {@code conversation-analytics} without a cluster: its operators in Flink's harness. */
package io.botflow.analytics.jobs.conversation;
