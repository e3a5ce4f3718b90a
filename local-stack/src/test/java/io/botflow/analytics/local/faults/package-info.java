/** What a cluster under load must bear: faults of its parts, and input that is broken or meant to break it. */
package io.botflow.analytics.local.faults;
