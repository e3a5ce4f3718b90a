/** The Flink jobs: an entry class and a pipeline each, and the settings and vocabulary that they share. */
package io.botflow.analytics.jobs;
