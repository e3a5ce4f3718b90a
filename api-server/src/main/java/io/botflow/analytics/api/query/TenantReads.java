package io.botflow.analytics.api.query;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads what makes one answer in one transaction of the caller. */
public final class TenantReads {
    private final Database database;

    public TenantReads(Database database) {
        this.database = database;
    }

    /** Fails as {@link Database#as} does, or as the reading does. */
    public <T> Future<T> read(Caller caller, BiFunction<Tenant, SqlConnection, Future<T>> reading) {
        return database.as(
                caller.identity().userId(),
                connection -> Tenant.read(connection, caller).compose(tenant -> reading.apply(tenant, connection)));
    }

    /** The same for what does not need to know how far the figures have come. */
    public <T> Future<T> read(Caller caller, Function<SqlConnection, Future<T>> reading) {
        return database.as(caller.identity().userId(), reading);
    }
}
