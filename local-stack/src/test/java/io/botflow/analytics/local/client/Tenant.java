package io.botflow.analytics.local.client;

import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An organization, a client that speaks for an administrator of it, and all that the client must be told.
 *
 * @param named bots with a row, and their names
 */
record Tenant(Organization organization, ApiClient api, Tables tables, Timeline timeline, Map<UUID, String> named) {

    /** An organization whose facts are among those of the tables. */
    static Tenant of(Organization organization, ApiClient api, Tables tables, Map<UUID, String> named) {
        return new Tenant(organization, api, tables, Timeline.of(organization.id(), tables), named);
    }

    UUID id() {
        return organization.id();
    }

    /** Bots with a row or a fact, in order of their ids. */
    List<UUID> bots() {
        Set<UUID> all = new HashSet<>(named.keySet());
        all.addAll(timeline.bots());
        return all.stream().sorted(Comparator.comparing(UUID::toString)).toList();
    }

    /** All bots, then one, then two. */
    List<List<UUID>> botSets() {
        List<UUID> bots = bots();
        return List.of(List.of(), bots.subList(0, 1), bots.subList(1, 3));
    }

    Collection<ConversationMetricsRow> conversations() {
        return tables.conversations().values().stream()
                .filter(row -> row.organizationId().equals(id()))
                .toList();
    }

    List<BotEvent> messages() {
        return tables.messages().stream()
                .filter(message -> message.organizationId().equals(id()))
                .sorted(Comparator.comparingLong(BotEvent::occurredAt)
                        .thenComparing(message -> message.eventId().toString()))
                .toList();
    }

    @Override
    public String toString() {
        return organization.name();
    }
}
