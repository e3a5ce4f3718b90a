package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.token.Tokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * All organizations, and those that stand out.
 *
 * @param all every one
 * @param large those with ten times as many conversations as the others
 * @param talkative those whose messages are there, the first one's all
 */
record Tenants(List<Tenant> all, List<Tenant> large, List<Tenant> talkative) {
    /** How many organizations have messages. */
    static final int TALKATIVE = 3;

    private static final int CONVERSATIONS = 20;
    /** Not the newest, which may have no messages yet, but of those within everything that is asked for. */
    private static final String SOME_CONVERSATIONS = "SELECT conversation_id FROM conversation_metrics"
            + " WHERE organization_id = ? ORDER BY started_at DESC LIMIT " + CONVERSATIONS;

    /** The organizations whose messages are to be loaded, those with the most conversations. */
    static List<Organization> talkative(TenantPlan plan) {
        List<Organization> talkative = new ArrayList<>();
        for (int number = 0; number < plan.organizations() && talkative.size() < TALKATIVE; number++) {
            if (TenantPlan.isLarge(number)) {
                talkative.add(plan.organization(number));
            }
        }
        return talkative;
    }

    static Tenants read(Connection connection, TenantPlan plan, Tokens tokens) throws SQLException {
        List<Tenant> all = new ArrayList<>();
        List<Tenant> large = new ArrayList<>();
        for (int number = 0; number < plan.organizations(); number++) {
            Organization organization = plan.organization(number);
            Tenant tenant = new Tenant(
                    organization.id(),
                    plan.bots(number).stream().map(Bot::id).toList(),
                    conversations(connection, organization.id()),
                    tokens.sign(organization.member(Role.ADMIN), organization.id(), Tokens.LIFETIME));
            all.add(tenant);
            if (TenantPlan.isLarge(number)) {
                large.add(tenant);
            }
        }
        return new Tenants(all, large, large.subList(0, Math.min(TALKATIVE, large.size())));
    }

    private static List<UUID> conversations(Connection connection, UUID organizationId) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SOME_CONVERSATIONS)) {
            statement.setObject(1, organizationId);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    /** The one with the most rows of everything. */
    Tenant largest() {
        return large.get(0);
    }

    Tenant any(Random random) {
        return all.get(random.nextInt(all.size()));
    }

    Tenant anyTalkative(Random random) {
        return talkative.get(random.nextInt(talkative.size()));
    }
}
