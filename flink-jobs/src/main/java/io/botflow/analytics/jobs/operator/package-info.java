/** What operators of several jobs are built on: flushing, and reporting how far a job has come. */
package io.botflow.analytics.jobs.operator;
