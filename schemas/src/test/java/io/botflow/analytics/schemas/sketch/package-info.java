/** Tests of the summaries, against the values that they were made of. */
package io.botflow.analytics.schemas.sketch;
