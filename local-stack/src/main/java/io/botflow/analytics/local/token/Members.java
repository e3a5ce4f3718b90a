package io.botflow.analytics.local.token;

import io.botflow.analytics.local.organizations.Role;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Who belongs to the organizations of a running stack. */
public final class Members implements AutoCloseable {
    private static final int CONNECT_SECONDS = 5;

    private final Connection connection;

    private Members(Connection connection) {
        this.connection = connection;
    }

    /**
     * The members that a database holds.
     *
     * @param jdbcUrl the database, as a user whom row level security lets read
     */
    public static Members of(String jdbcUrl) throws SQLException {
        return new Members(DriverManager.getConnection(
                jdbcUrl + "&loginTimeout=" + CONNECT_SECONDS + "&socketTimeout=" + CONNECT_SECONDS));
    }

    /** Whether there is such an organization. */
    public boolean hasOrganization(UUID organizationId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM organizations WHERE id = ?")) {
            select.setObject(1, organizationId);
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    /** The organization's member of the role whose id, as text, comes first. */
    public Optional<UUID> first(UUID organizationId, Role role) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT user_id FROM organization_members"
                + " WHERE organization_id = ? AND role = ? ORDER BY user_id::text LIMIT 1")) {
            select.setObject(1, organizationId);
            select.setString(2, role.text());
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(found.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
