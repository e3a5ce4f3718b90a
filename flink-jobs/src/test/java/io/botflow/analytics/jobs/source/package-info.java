/** Tests of where event time comes from. */
package io.botflow.analytics.jobs.source;
