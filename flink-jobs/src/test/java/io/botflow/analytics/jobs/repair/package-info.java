/** Tests of recomputing. */
package io.botflow.analytics.jobs.repair;
