/** Tests of job {@code live-metrics}. */
package io.botflow.analytics.jobs.live;
