package io.botflow.analytics.api.access;

import io.vertx.core.Future;
import java.util.Set;
import java.util.UUID;

/** Decides who is let in, and what is theirs. */
public interface Admission {
    /**
     * Lets the bearer of a token in.
     *
     * @return fails with {@link AccessDeniedException}, or with anything else if nobody can tell now
     */
    Future<Caller> admit(String token);

    /** The role of a user who was let in before, as it is now; fails like {@link #admit}. */
    Future<Role> roleOf(Identity identity);

    /** Those of the bots that are not there, or not the organization's, which nobody can tell apart. */
    Future<Set<UUID>> missingBots(Identity identity, Set<UUID> botIds);
}
