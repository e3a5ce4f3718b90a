package io.botflow.analytics.api.csv;

import io.botflow.analytics.api.content.ContentCoding;
import io.botflow.analytics.api.problem.UnavailableException;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export, from its first row to its end. What fails before the first row is answered as any failure is; what fails
 * later breaks the answer off, so that a part is never taken for the whole.
 */
final class Export {
    private static final Logger LOG = LoggerFactory.getLogger(Export.class);
    private static final int FULL_BYTES = 64 * 1024;
    /** After which rows that come slowly are sent without waiting for more. */
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RoutingContext routing;
    private final Context context;
    private final ExportFile file;
    private final CsvRows csv;
    private final RowSource source;
    private final ContentCoding coding;
    private final Delivery delivery;
    private final Counter rowsSent;
    private final Counter bytesSent;
    private long rows;

    Export(
            RoutingContext routing,
            Context context,
            ExportFile file,
            CsvRows csv,
            RowSource source,
            Delivery delivery,
            ExportMetrics metrics) {
        this.routing = routing;
        this.context = context;
        this.file = file;
        this.csv = csv;
        this.source = source;
        this.coding = coding(routing);
        this.delivery = delivery;
        this.rowsSent = metrics.rows(file.kind());
        this.bytesSent = metrics.bytes(file.kind());
    }

    private static ContentCoding coding(RoutingContext routing) {
        return ContentCoding.preferred(routing.request().headers().getAll("Accept-Encoding"));
    }

    static Map<String, String> headers(RoutingContext routing, ExportFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/csv; charset=utf-8; header=present");
        headers.put("Content-Disposition", file.disposition());
        if (coding(routing) == ContentCoding.GZIP) {
            headers.put("Content-Encoding", "gzip");
        }
        return headers;
    }

    /** The client has left, or the server stops. It may block for a moment. */
    void cancel() {
        delivery.lose();
        source.cancel();
    }

    void lose() {
        delivery.lose();
    }

    /** Runs to the end, whatever that is. */
    Outcome run() {
        Outcome outcome = Outcome.FAILED;
        try {
            send();
            outcome = Outcome.DONE;
        } catch (GoneException e) {
            outcome = Outcome.ABORTED;
            LOG.debug("export of {} broken off after {} rows: {}", file.kind(), rows, e.getMessage());
        } catch (Throwable e) {
            // Also of an error the client must hear. Cancelling makes the source fail.
            if (delivery.isGone()) {
                outcome = Outcome.ABORTED;
            } else {
                fail(e);
            }
        } finally {
            source.close();
            if (outcome != Outcome.DONE && (delivery.isBegun() || outcome == Outcome.ABORTED)) {
                delivery.breakOff();
            }
        }
        return outcome;
    }

    private void send() throws IOException, SQLException {
        csv.appendHeader();
        source.open();
        boolean isMore = source.appendNext(csv);
        delivery.requireTaker();
        delivery.begin(headers(routing, file));
        OutputStream counted = new CountedOutput(delivery, bytesSent);
        if (coding == ContentCoding.IDENTITY) {
            sendRows(isMore, counted);
        } else {
            try (GzipOutput gzip = new GzipOutput(counted)) {
                sendRows(isMore, gzip);
                gzip.finish();
            }
        }
        delivery.finish();
    }

    private void sendRows(boolean hasFirst, OutputStream out) throws IOException, SQLException {
        long sentAt = System.nanoTime() - SOON_NANOS;
        int unsent = 0;
        boolean isMore = hasFirst;
        while (isMore) {
            rows++;
            unsent++;
            long now = System.nanoTime();
            boolean isLate = now - sentAt >= SOON_NANOS;
            if (isLate || csv.length() >= FULL_BYTES) {
                csv.drainTo(out);
                if (isLate) {
                    out.flush();
                }
                rowsSent.increment(unsent);
                unsent = 0;
                sentAt = System.nanoTime();
            }
            delivery.requireTaker();
            isMore = source.appendNext(csv);
        }
        delivery.requireTaker();
        // The rest may take long with a slow client, and needs no database.
        source.close();
        csv.drainTo(out);
        rowsSent.increment(unsent);
    }

    private void fail(Throwable e) {
        if (delivery.isBegun()) {
            LOG.error("export of {} broke off after {} rows: {}", file.kind(), rows, describe(e));
            return;
        }
        Throwable failure = e instanceof SQLException sql ? failure(sql) : e;
        context.runOnContext(now -> routing.fail(failure));
    }

    private static Throwable failure(SQLException e) {
        return DatabaseFault.of(e).isTemporary()
                ? new UnavailableException("PostgreSQL does not answer", new IllegalStateException(describe(e)))
                : new IllegalStateException(describe(e));
    }

    /** The messages of the database may hold data. */
    private static String describe(Throwable e) {
        return e instanceof SQLException sql ? DatabaseFault.of(sql).toString() : e.toString();
    }
}
