/** What the numbers mean: the one place where rates, averages and costs are computed from what was counted. */
package io.botflow.analytics.schemas.figures;
