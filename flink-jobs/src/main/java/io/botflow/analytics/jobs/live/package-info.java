/** Job {@code live-metrics}: from events to what Redis shows at once. Begin with {@code LiveMetricsPipeline}. */
package io.botflow.analytics.jobs.live;
