package io.botflow.analytics.api.database;

import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.problem.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A pool of connections to PostgreSQL that reads only as some user, and only once the database has shown that its
 * policies hold.
 */
public final class Database {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ACQUIRE_SECONDS = 3;
    private static final String STATEMENT_MILLIS = "3000";
    private static final int LONGEST_CACHED_STATEMENT = 16 * 1024;
    private static final int LONGEST_QUEUE = 512;
    /** Ends connections whose other side has silently gone; a statement never takes that long. */
    private static final int IDLE_SECONDS = 60;

    private static final long PATIENCE_SECONDS = 5;

    private static final String SET_USER = "SELECT set_config('botflow.user_id', $1, true)";

    private static final String QUERY_CANCELED = "57014";
    /** Classes of SQLSTATE: what was asked for cannot be computed, or not in this way. */
    private static final Set<String> OWN_FAULTS = Set.of("0A", "21", "22", "23", "42");

    private static final int CLASS_LENGTH = 2;
    private static final Problem TOO_LONG =
            Problem.tookTooLong("the query took longer than 3 s: ask for a shorter range or fewer bots");

    private final Pool pool;
    private volatile boolean isSafe;

    private Database(Pool pool) {
        this.pool = pool;
    }

    /** Opens connections when they are needed, so this does not fail. */
    public static Database create(Vertx vertx, DatabaseSettings settings) {
        PgConnectOptions to = new PgConnectOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setDatabase(settings.database())
                .setUser(settings.user())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT)
                .addProperty("application_name", "botflow-api")
                .addProperty("statement_timeout", STATEMENT_MILLIS)
                // A plan for any range would be made for a range that nobody asks for.
                .addProperty("plan_cache_mode", "force_custom_plan");
        if (settings.password() != null) {
            to.setPassword(settings.password());
        }
        encrypt(to, settings.encryption());
        Pool pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(to)
                .with(new NetClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .with(new PoolOptions()
                        .setMaxSize(settings.poolSize())
                        .setMaxWaitQueueSize(LONGEST_QUEUE)
                        .setConnectionTimeout(ACQUIRE_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .build();
        return new Database(pool);
    }

    private static void encrypt(PgConnectOptions to, DatabaseSettings.Encryption encryption) {
        switch (encryption) {
            case DISABLE -> to.setSslMode(SslMode.DISABLE);
            case REQUIRE -> to.setSslMode(SslMode.REQUIRE).setSslOptions(new ClientSSLOptions().setTrustAll(true));
            case VERIFY_FULL ->
                to.setSslMode(SslMode.VERIFY_FULL)
                        .setSslOptions(new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS"));
        }
    }

    /**
     * Whether the database answers and its policies hold; looked at anew each time.
     *
     * @return fails with {@link UnsafeDatabaseException}, or with {@link UnavailableException}
     */
    public Future<Void> check() {
        return pool.withConnection(RowSecurity::require)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(done -> isSafe = true)
                .onFailure(e -> {
                    if (e instanceof UnsafeDatabaseException) {
                        isSafe = false;
                    }
                })
                .recover(e -> Future.failedFuture(e instanceof UnsafeDatabaseException ? e : unavailable(e)));
    }

    /**
     * Lets through who reads from the database in another way; it has to ask before each reading.
     *
     * @return fails as {@link #check} does
     */
    public Future<Void> requireSafe() {
        return isSafe ? Future.succeededFuture() : check();
    }

    /**
     * Reads in one transaction what the user may see.
     *
     * @return fails as {@link #check} does, with a {@link ProblemException} if a statement took too long, or with what the
     *     reading fails with
     */
    public <T> Future<T> as(UUID userId, Function<SqlConnection, Future<T>> reading) {
        return requireSafe()
                .compose(checked -> pool.<T>withTransaction(connection -> connection
                                .preparedQuery(SET_USER)
                                .execute(Tuple.of(userId.toString()))
                                .compose(set -> reading.apply(connection)))
                        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .recover(e -> Future.failedFuture(fault(e))));
    }

    /** Faults of the code and of its statements stay what they are; all else means that nobody can tell now. */
    private static Throwable fault(Throwable cause) {
        if (cause instanceof PgException refused) {
            if (QUERY_CANCELED.equals(refused.getSqlState())) {
                return new ProblemException(TOO_LONG);
            }
            return OWN_FAULTS.contains(refused.getSqlState().substring(0, CLASS_LENGTH)) ? cause : unavailable(cause);
        }
        return cause instanceof RuntimeException && !(cause instanceof VertxException) ? cause : unavailable(cause);
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException("PostgreSQL does not answer", cause);
    }

    /** Closes the connections. */
    public Future<Void> close() {
        return pool.close();
    }
}
