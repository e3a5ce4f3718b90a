/** Measures what the job that fills the metric tables costs, beside the least that reading the same records costs. */
package io.botflow.analytics.local.bench.pipeline;
