package io.botflow.analytics.api.csv;

import io.botflow.analytics.api.database.BlockingConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Rows that PostgreSQL copies out, as the user may see them, over a connection of their own. */
final class CopiedRows implements RowSource {
    private final BlockingConnections connections;
    private final UUID userId;
    private final CopyStatement statement;
    private Connection connection;
    private boolean isCancelled;
    private CopyOut copy;

    CopiedRows(BlockingConnections connections, UUID userId, CopyStatement statement) {
        this.connections = connections;
        this.userId = userId;
        this.statement = statement;
    }

    @Override
    public void open() throws SQLException {
        Connection opened = connections.open();
        synchronized (this) {
            connection = opened;
            if (isCancelled) {
                // Closed with the rest of the export.
                return;
            }
        }
        try (PreparedStatement settings = opened.prepareStatement(statement.settings())) {
            settings.setString(1, userId.toString());
            for (int i = 0; i < statement.parameters().size(); i++) {
                settings.setString(i + 2, statement.parameters().get(i));
            }
            settings.execute();
        }
        // Sorting may take long before the first row comes; the database itself ends what takes too long.
        opened.setNetworkTimeout(Runnable::run, 0);
        copy = opened.unwrap(PGConnection.class).getCopyAPI().copyOut(statement.sql());
    }

    @Override
    public boolean appendNext(CsvRows rows) throws SQLException {
        byte[] row = copy == null ? null : copy.readFromCopy();
        if (row == null) {
            return false;
        }
        rows.appendCopied(row);
        return true;
    }

    /** Asks the database over a second connection, and leaves the first without waiting for an answer. */
    @Override
    public void cancel() {
        Connection open;
        synchronized (this) {
            isCancelled = true;
            open = connection;
        }
        if (open == null) {
            return;
        }
        try {
            open.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // Closed already, or not to be reached, and then what follows has to do.
        }
        abort(open);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is of no use any more in either case.
        }
    }

    /** Nothing was written, so there is nothing to commit or to take back. */
    @Override
    public void close() {
        Connection open;
        synchronized (this) {
            open = connection;
        }
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            abort(open);
        }
    }
}
