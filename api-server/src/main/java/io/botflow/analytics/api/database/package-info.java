/** PostgreSQL as a member of an organization sees it. */
package io.botflow.analytics.api.database;
