/** Where events come from: Kafka records decoded, and the event time they carry. */
package io.botflow.analytics.jobs.source;
