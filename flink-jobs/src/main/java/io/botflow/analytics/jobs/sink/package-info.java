/** Where rows go: batches of them to PostgreSQL, records that were turned away to their topics. */
package io.botflow.analytics.jobs.sink;
