/** What is asked of PostgreSQL: one class per query, each with its SQL, its parameters and the answer it makes. */
package io.botflow.analytics.api.query;
