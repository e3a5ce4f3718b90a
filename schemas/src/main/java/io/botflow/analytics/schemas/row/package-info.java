/** The rows of PostgreSQL as flat records, named after their tables and columns. */
package io.botflow.analytics.schemas.row;
