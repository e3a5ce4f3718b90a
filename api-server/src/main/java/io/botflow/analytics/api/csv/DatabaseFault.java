package io.botflow.analytics.api.csv;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What may be told of an error of PostgreSQL: not its message, which may hold data.
 *
 * @param state the SQLSTATE; null if there is none
 * @param routine the function of the server that failed; null if it was not the server
 */
record DatabaseFault(String state, String routine) {
    private static final String CONNECTION = "08";
    /** No resources, stopped or not yet started; a statement that took too long. */
    private static final Set<String> TEMPORARY_CLASSES = Set.of(CONNECTION, "53", "57");

    static DatabaseFault of(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        return new DatabaseFault(e.getSQLState(), message == null ? null : message.getRoutine());
    }

    /** Whether the same may go well later. */
    boolean isTemporary() {
        return state == null || state.length() > 1 && TEMPORARY_CLASSES.contains(state.substring(0, 2));
    }

    @Override
    public String toString() {
        return "PostgreSQL failed with " + state + (routine == null ? "" : " in " + routine);
    }
}
