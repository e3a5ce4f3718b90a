package io.botflow.analytics.local.organizations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** Adds organizations, with a member of each role, and bots to the database. */
public final class OrganizationTables {
    private static final String INSERT_ORGANIZATION =
            "INSERT INTO organizations (id, name, time_zone) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String INSERT_MEMBER =
            "INSERT INTO organization_members (organization_id, user_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String INSERT_BOT =
            "INSERT INTO bots (id, organization_id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final String jdbcUrl;

    /**
     * Writes through a connection of its own.
     *
     * @param jdbcUrl the database, as a user whom row level security lets write
     */
    public OrganizationTables(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Adds what is missing; rows that are there stay as they are. */
    public void add(Collection<Organization> organizations, Collection<Bot> bots) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            if (!hasTables(connection)) {
                return;
            }
            connection.setAutoCommit(false);
            addOrganizations(connection, organizations);
            addMembers(connection, organizations);
            addBots(connection, bots);
            connection.commit();
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT to_regclass('public.bots') IS NOT NULL")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private static void addOrganizations(Connection connection, Collection<Organization> organizations)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ORGANIZATION)) {
            for (Organization organization : organizations) {
                insert.setObject(1, organization.id());
                insert.setString(2, organization.name());
                insert.setString(3, organization.timeZone());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void addMembers(Connection connection, Collection<Organization> organizations) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_MEMBER)) {
            for (Organization organization : organizations) {
                for (Role role : Role.values()) {
                    insert.setObject(1, organization.id());
                    insert.setObject(2, organization.member(role));
                    insert.setString(3, role.text());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void addBots(Connection connection, Collection<Bot> bots) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_BOT)) {
            for (Bot bot : bots) {
                insert.setObject(1, bot.id());
                insert.setObject(2, bot.organizationId());
                insert.setString(3, bot.name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
