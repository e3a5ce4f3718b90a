/** Kafka, PostgreSQL and Redis on this machine without Docker, each with its data in one directory. */
package io.botflow.analytics.local.server;
