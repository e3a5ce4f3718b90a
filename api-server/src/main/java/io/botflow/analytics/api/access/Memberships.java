package io.botflow.analytics.api.access;

import io.botflow.analytics.api.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Asks the database each time, so that who is no longer a member is refused from the next request on. */
public final class Memberships implements Admission {
    private static final String ROLE =
            "SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2";

    /** Every fact of a bot makes a row of its day, so those stand for all facts. */
    private static final String MISSING_BOTS = """
            SELECT asked.id
            FROM unnest($2::uuid[]) AS asked (id)
            WHERE NOT EXISTS (SELECT FROM bots b WHERE b.organization_id = $1 AND b.id = asked.id)
                AND NOT EXISTS (
                    SELECT FROM bot_performance_metrics d WHERE d.organization_id = $1 AND d.bot_id = asked.id)
            """;

    private final TokenVerifier verifier;
    private final Database database;

    public Memberships(TokenVerifier verifier, Database database) {
        this.verifier = verifier;
        this.database = database;
    }

    @Override
    public Future<Caller> admit(String token) {
        return verifier.verify(token).compose(identity -> roleOf(identity).map(role -> new Caller(identity, role)));
    }

    @Override
    public Future<Role> roleOf(Identity identity) {
        return database.as(
                        identity.userId(),
                        connection -> connection
                                .preparedQuery(ROLE)
                                .execute(Tuple.of(identity.organizationId(), identity.userId())))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.failedFuture(
                                new AccessDeniedException(AccessDeniedException.Reason.NOT_A_MEMBER));
                    }
                    String role = rows.iterator().next().getString("role");
                    return Future.succeededFuture(Role.valueOf(role.toUpperCase(Locale.ROOT)));
                });
    }

    @Override
    public Future<Set<UUID>> missingBots(Identity identity, Set<UUID> botIds) {
        if (botIds.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return database.as(
                        identity.userId(),
                        connection -> connection
                                .preparedQuery(MISSING_BOTS)
                                .execute(Tuple.of(identity.organizationId())
                                        .addArrayOfUUID(botIds.toArray(UUID[]::new))))
                .map(rows -> {
                    Set<UUID> missing = new HashSet<>();
                    for (Row row : rows) {
                        missing.add(row.getUUID("id"));
                    }
                    return missing;
                });
    }
}
