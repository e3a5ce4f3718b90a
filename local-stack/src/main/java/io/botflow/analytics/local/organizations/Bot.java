package io.botflow.analytics.local.organizations;

import java.util.UUID;

/** A bot and how it is shown; its id is unique within its organization only. */
public record Bot(UUID organizationId, UUID id, String name) {
    /** A bot of which only the id is known. */
    public static Bot unnamed(UUID organizationId, UUID id) {
        return new Bot(organizationId, id, "Bot " + id.toString().substring(0, 8));
    }
}
