package io.botflow.analytics.local;

import io.botflow.analytics.local.server.PostgresServer;
import org.flywaydb.core.Flyway;

/** Brings the database's tables up to date. */
public final class Migrations {
    private Migrations() {}

    /** Applies what the database lacks. */
    public static void run(StackSettings settings) {
        run(settings.jdbcUrl(PostgresServer.SUPERUSER));
    }

    /** The same at an address, as the superuser. */
    public static void run(String jdbcUrl) {
        Flyway.configure()
                .dataSource(jdbcUrl, PostgresServer.SUPERUSER, "")
                .locations("classpath:db/migration")
                .failOnMissingLocations(false)
                .load()
                .migrate();
    }
}
