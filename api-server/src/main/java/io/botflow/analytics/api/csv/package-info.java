/** Exports: rows of the database or of the server, streamed as CSV in constant memory. */
package io.botflow.analytics.api.csv;
