/** Faults and hostile input for a cluster under load, and what must be right afterwards. */
package io.botflow.analytics.local.faults;
