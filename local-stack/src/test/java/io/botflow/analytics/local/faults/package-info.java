/** A cluster under load is done every harm that is known, and in the end must hold what the stream says. */
package io.botflow.analytics.local.faults;
