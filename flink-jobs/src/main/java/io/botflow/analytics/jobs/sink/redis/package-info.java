/** Writes what is live to Redis: absolute values, and frames. */
package io.botflow.analytics.jobs.sink.redis;
