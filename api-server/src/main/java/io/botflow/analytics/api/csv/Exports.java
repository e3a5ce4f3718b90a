package io.botflow.analytics.api.csv;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.database.BlockingConnections;
import io.botflow.analytics.api.database.Database;
import io.botflow.analytics.api.database.DatabaseSettings;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.problem.UnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with CSV of any length, a bounded number of answers at a time. */
public final class Exports {
    private static final String CONNECTION_NAME = "botflow-export";
    private static final Duration LONGEST_STATEMENT = Duration.ofHours(1);
    private static final long STOP_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final Database database;
    private final BlockingConnections connections;
    private final Duration patience;
    private final ExportSlots slots;
    private final ExportMetrics metrics;
    private final Set<Export> running = ConcurrentHashMap.newKeySet();
    /** Bounded by the slots: a thread for each export, and one more for a moment when it is cancelled. */
    private final ExecutorService threads;

    public Exports(
            Vertx vertx,
            ExportSettings settings,
            Database database,
            DatabaseSettings databaseSettings,
            MeterRegistry meters) {
        this(vertx, settings, database, databaseSettings, meters, PATIENCE);
    }

    /**
     * Exports to clients that are given up sooner or later than usual.
     *
     * @param patience how long a client may take no bytes
     */
    public Exports(
            Vertx vertx,
            ExportSettings settings,
            Database database,
            DatabaseSettings databaseSettings,
            MeterRegistry meters,
            Duration patience) {
        this.vertx = vertx;
        this.database = database;
        this.connections = new BlockingConnections(databaseSettings, CONNECTION_NAME, LONGEST_STATEMENT);
        this.patience = patience;
        this.slots = new ExportSlots(settings);
        this.metrics = new ExportMetrics(meters, slots::taken);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "export-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Answers with the rows of a query, as the caller may see them; ends the request, with a problem if need be. */
    public void send(
            RoutingContext routing, Caller caller, ExportFile file, List<CsvColumn> columns, CopyStatement statement) {
        start(
                routing,
                caller,
                file,
                columns,
                new CopiedRows(connections, caller.identity().userId(), statement));
    }

    /**
     * Answers with rows that the server has made; ends the request, with a problem if need be.
     *
     * @param rows asked for on a thread that may block; a missing value is null, times and booleans are as they are shown
     */
    public void send(
            RoutingContext routing, Caller caller, ExportFile file, List<CsvColumn> columns, Iterator<String[]> rows) {
        start(routing, caller, file, columns, new MadeRows(rows));
    }

    private void start(
            RoutingContext routing, Caller caller, ExportFile file, List<CsvColumn> columns, RowSource source) {
        if (routing.request().version() == HttpVersion.HTTP_1_0) {
            routing.fail(new ProblemException(new Problem(
                    Problem.HTTP_VERSION_NOT_SUPPORTED,
                    "HTTP version not supported",
                    "an export needs HTTP/1.1, because HTTP/1.0 cannot tell a part of it from the whole")));
            return;
        }
        if (routing.request().method().equals(HttpMethod.HEAD)) {
            Export.headers(routing, file).forEach(routing.response()::putHeader);
            routing.response().setChunked(true).end();
            return;
        }
        ExportSlots.Slot slot;
        try {
            slot = slots.take(caller.identity().organizationId());
        } catch (ProblemException e) {
            metrics.ended(Outcome.REFUSED);
            routing.fail(e);
            return;
        }
        Context context = vertx.getOrCreateContext();
        Export export = new Export(
                routing,
                context,
                file,
                new CsvRows(columns, caller.role().seesPhones()),
                source,
                new Delivery(context, routing.response(), patience.toMillis()),
                metrics);
        running.add(export);
        routing.addEndHandler(ended -> {
            if (ended.failed()) {
                cancelLater(export);
            }
        });
        database.requireSafe().onSuccess(safe -> execute(export, slot, routing)).onFailure(e -> {
            end(export, slot, Outcome.FAILED);
            routing.fail(e);
        });
    }

    private void execute(Export export, ExportSlots.Slot slot, RoutingContext routing) {
        try {
            threads.execute(() -> run(export, slot));
        } catch (RejectedExecutionException e) {
            end(export, slot, Outcome.ABORTED);
            routing.fail(new UnavailableException("the server stops", null));
        }
    }

    private void cancelLater(Export export) {
        if (!running.contains(export)) {
            return;
        }
        export.lose();
        try {
            threads.execute(export::cancel);
        } catch (RejectedExecutionException e) {
            // All were cancelled when the threads were stopped.
        }
    }

    private void run(Export export, ExportSlots.Slot slot) {
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = export.run();
        } finally {
            end(export, slot, outcome);
        }
    }

    private void end(Export export, ExportSlots.Slot slot, Outcome outcome) {
        running.remove(export);
        slot.close();
        metrics.ended(outcome);
    }

    /** Breaks off what still runs; no export begins afterwards. */
    public Future<Void> close() {
        return vertx.executeBlocking(() -> {
                    threads.shutdown();
                    running.forEach(Export::cancel);
                    return threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
                })
                .mapEmpty();
    }
}
