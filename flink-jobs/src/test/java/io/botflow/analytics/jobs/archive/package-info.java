/** Tests of job {@code message-archive} without a cluster. */
package io.botflow.analytics.jobs.archive;
