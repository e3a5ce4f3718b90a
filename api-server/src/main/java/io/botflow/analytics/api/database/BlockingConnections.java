package io.botflow.analytics.api.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections for what reads row by row on a thread of its own. They log in as {@link Database} does; whoever
 * opens one has asked {@link Database#requireSafe} before.
 */
public final class BlockingConnections {
    private static final int CONNECT_SECONDS = 5;
    /** For each answer while the connection is set up; whoever reads long lifts it. */
    private static final int SET_UP_SECONDS = 10;

    private static final int CANCEL_SECONDS = 2;

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    /**
     * Connects to nothing yet.
     *
     * @param name what the database shows of who is connected
     * @param longestStatement after which the database ends a statement
     */
    public BlockingConnections(DatabaseSettings settings, String name, Duration longestStatement) {
        source.setServerNames(new String[] {settings.host()});
        source.setPortNumbers(new int[] {settings.port()});
        source.setDatabaseName(settings.database());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        encrypt(settings.encryption());
        source.setApplicationName(name);
        source.setOptions("-c statement_timeout=" + longestStatement.toMillis());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SET_UP_SECONDS);
        source.setCancelSignalTimeout(CANCEL_SECONDS);
        source.setTcpKeepAlive(true);
    }

    private void encrypt(DatabaseSettings.Encryption encryption) {
        switch (encryption) {
            case DISABLE -> source.setSslmode("disable");
            case REQUIRE -> {
                source.setSslmode("require");
                source.setSslfactory("org.postgresql.ssl.NonValidatingFactory");
            }
            case VERIFY_FULL -> {
                source.setSslmode("verify-full");
                // Not the files in the user's home that the driver would look for.
                source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        }
    }

    /** A connection that only reads, and all in one transaction. */
    public Connection open() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
