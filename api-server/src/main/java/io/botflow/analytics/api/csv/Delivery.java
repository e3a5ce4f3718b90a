package io.botflow.analytics.api.csv;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Hands bytes from the thread of an export to the event loop of its answer, no faster than the client takes them. The
 * answer ends cleanly only by {@link #finish}; whoever reads the answer otherwise sees it break off.
 */
final class Delivery extends OutputStream {
    /** Small, so that a slow client shows that it takes something. */
    private static final int LARGEST_WRITE = 32 * 1024;

    private static final int MOST_IN_FLIGHT = 256 * 1024;

    private final Context context;
    private final HttpServerResponse response;
    private final long patienceNanos;
    private int inFlight;
    private long takenAt;
    private boolean isBegun;
    private boolean isEnded;
    private boolean isGone;

    /** @param patienceMillis how long a client may take no bytes */
    Delivery(Context context, HttpServerResponse response, long patienceMillis) {
        this.context = context;
        this.response = response;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    /** Whether there is an answer already, so that no other can be given. */
    synchronized boolean isBegun() {
        return isBegun;
    }

    synchronized boolean isGone() {
        return isGone;
    }

    /** The client has left. */
    synchronized void lose() {
        isGone = true;
        notifyAll();
    }

    /** @throws GoneException if nobody would take more */
    void requireTaker() throws GoneException {
        if (isGone()) {
            throw new GoneException("the client has left");
        }
    }

    /** Begins the answer; it is sent with the first bytes. */
    void begin(Map<String, String> headers) {
        synchronized (this) {
            isBegun = true;
        }
        context.runOnContext(now -> {
            if (isOpen()) {
                headers.forEach(response::putHeader);
                response.setChunked(true);
            }
        });
    }

    @Override
    public void write(int b) throws GoneException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws GoneException {
        for (int done = 0; done < count; done += LARGEST_WRITE) {
            int size = Math.min(LARGEST_WRITE, count - done);
            await(() -> inFlight + size <= MOST_IN_FLIGHT);
            requireTaker();
            synchronized (this) {
                inFlight += size;
            }
            Buffer part = Buffer.buffer(size).appendBytes(bytes, offset + done, size);
            context.runOnContext(now -> send(part));
        }
    }

    private void send(Buffer part) {
        if (!isOpen()) {
            lose();
            return;
        }
        response.write(part).onSuccess(sent -> taken(part.length())).onFailure(e -> lose());
    }

    private synchronized void taken(int size) {
        inFlight -= size;
        takenAt = System.nanoTime();
        notifyAll();
    }

    private boolean isOpen() {
        return !response.closed() && !response.ended();
    }

    /** Ends the answer when all its bytes are taken. */
    void finish() throws GoneException {
        await(() -> inFlight == 0);
        context.runOnContext(now -> {
            if (isOpen()) {
                response.end().onSuccess(sent -> end()).onFailure(e -> lose());
            } else {
                lose();
            }
        });
        await(() -> isEnded);
    }

    private synchronized void end() {
        isEnded = true;
        notifyAll();
    }

    /** Waits as long as the client takes something within its time. */
    private synchronized void await(BooleanSupplier condition) throws GoneException {
        takenAt = System.nanoTime();
        while (!condition.getAsBoolean()) {
            requireTaker();
            long left = TimeUnit.NANOSECONDS.toMillis(takenAt + patienceNanos - System.nanoTime());
            if (left <= 0) {
                isGone = true;
                throw new GoneException("the client takes no bytes");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                isGone = true;
                throw new GoneException("the server stops");
            }
        }
    }

    /** Ends the connection without an end of the answer. */
    void breakOff() {
        context.runOnContext(now -> {
            if (isOpen()) {
                response.reset();
            }
        });
    }
}
