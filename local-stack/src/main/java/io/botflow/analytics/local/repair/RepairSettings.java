package io.botflow.analytics.local.repair;

import io.botflow.analytics.jobs.EnvironmentVariables;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.local.Ports;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.server.PostgresServer;
import java.time.Duration;
import java.util.Map;

/**
 * Where the commands find Kafka and PostgreSQL, and what the running jobs go by.
 *
 * @param horizon the lateness horizon
 */
record RepairSettings(String bootstrapServers, Postgres postgres, Duration horizon) {
    /** For {@code --help}. */
    static final String HELP =
            "KAFKA_BOOTSTRAP_SERVERS, POSTGRES_URL (jdbc:postgresql://...), POSTGRES_USER (default botflow_repair),"
                    + " POSTGRES_PASSWORD and LATENESS_HORIZON (default P7D) say where; without them scripts/local at its"
                    + " ports (KAFKA_PORT, POSTGRES_PORT).";

    static final String ROLE = "botflow_repair";

    /** The settings that environment variables give. */
    static RepairSettings from(Map<String, String> environment) {
        Ports ports = Ports.fromEnvironment(environment);
        EnvironmentVariables variables = new EnvironmentVariables(environment);
        try {
            return new RepairSettings(
                    variables.optional("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka()),
                    new Postgres(
                            variables.optional(
                                    "POSTGRES_URL",
                                    "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + PostgresServer.DATABASE),
                            variables.optional("POSTGRES_USER", ROLE),
                            variables.optional("POSTGRES_PASSWORD", null)),
                    variables.duration("LATENESS_HORIZON", Duration.ofDays(7)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
