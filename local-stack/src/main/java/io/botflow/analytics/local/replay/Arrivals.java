package io.botflow.analytics.local.replay;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.OrganizationTables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Gives the organizations and bots that a replay brings their rows. */
final class Arrivals {
    private static final int BATCH = 1_000;
    private static final long INTERVAL_NANOS = 500_000_000;

    private final OrganizationTables tables;
    private final Set<UUID> knownOrganizations = new HashSet<>();
    private final Set<BotId> knownBots = new HashSet<>();
    private final List<Organization> newOrganizations = new ArrayList<>();
    private final List<Bot> newBots = new ArrayList<>();
    private long lastFlush = System.nanoTime();

    Arrivals(OrganizationTables tables) {
        this.tables = tables;
    }

    void add(EventHead head) throws SQLException {
        UUID organization = head.organization().orElse(null);
        if (organization == null) {
            return;
        }
        if (knownOrganizations.add(organization)) {
            newOrganizations.add(Organization.unnamed(organization));
        }
        UUID bot = head.bot().orElse(null);
        if (bot != null && knownBots.add(new BotId(organization, bot))) {
            newBots.add(Bot.unnamed(organization, bot));
        }
        if (newOrganizations.size() + newBots.size() >= BATCH || System.nanoTime() - lastFlush > INTERVAL_NANOS) {
            flush();
        }
    }

    void flush() throws SQLException {
        lastFlush = System.nanoTime();
        if (newOrganizations.isEmpty() && newBots.isEmpty()) {
            return;
        }
        tables.add(newOrganizations, newBots);
        newOrganizations.clear();
        newBots.clear();
    }

    /** Unique within its organization only. */
    private record BotId(UUID organization, UUID bot) {}
}
