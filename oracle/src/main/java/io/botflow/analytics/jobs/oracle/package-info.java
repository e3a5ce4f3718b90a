/** A plain batch computation of every table from the whole set of events, against which the streaming jobs are judged. */
package io.botflow.analytics.jobs.oracle;
