/** Tests of the sink to Redis, as far as they need none. */
package io.botflow.analytics.jobs.sink.redis;
