/** What decides whether an event counts: event time, the lateness horizon, redeliveries; and the counters of its end. */
package io.botflow.analytics.jobs.admission;
