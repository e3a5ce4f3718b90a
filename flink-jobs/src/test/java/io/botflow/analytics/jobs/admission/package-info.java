/** Tests of what decides whether an event counts. */
package io.botflow.analytics.jobs.admission;
