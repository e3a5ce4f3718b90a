/** Simulated customers who talk to the bots of the demo organizations. */
package io.botflow.analytics.local.traffic;
