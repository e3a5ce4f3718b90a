package io.botflow.analytics.local.bench.api;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * An organization that requests are about.
 *
 * @param conversations ids of some of its conversations; may be empty
 * @param token of its administrator
 */
record Tenant(UUID id, List<UUID> bots, List<UUID> conversations, String token) {
    UUID bot(Random random) {
        return bots.get(random.nextInt(bots.size()));
    }

    UUID conversation(Random random) {
        return conversations.get(random.nextInt(conversations.size()));
    }
}
