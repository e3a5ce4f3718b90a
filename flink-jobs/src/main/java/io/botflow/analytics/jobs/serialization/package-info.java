/**
 * Compact binary forms of what crosses the network between operators and what stays in state.
 *
 * <p>Values in state begin with a format byte, so that a later release can read an older one; the form of a key can never
 * change.
 */
package io.botflow.analytics.jobs.serialization;
