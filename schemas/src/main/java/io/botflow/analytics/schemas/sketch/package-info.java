/** Mergeable summaries that are stored as bytes and read by other processes. */
package io.botflow.analytics.schemas.sketch;
