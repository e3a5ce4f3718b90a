package io.botflow.analytics.local.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connected user who looks on. */
final class LoadClient {
    private static final Logger LOG = LoggerFactory.getLogger(LoadClient.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final String PROTOCOL = "botflow.v1";

    private final int organization;
    private final AtomicReference<Measurement> measurement;
    private final Received received = new Received();
    private final AtomicBoolean isOpen = new AtomicBoolean();

    /** @param measurement what is being measured; null inside while nothing is */
    LoadClient(int organization, AtomicReference<Measurement> measurement) {
        this.organization = organization;
        this.measurement = measurement;
    }

    /** Connects, until the first frame has come; a server that has no room yet is asked again. */
    Future<Void> connect(Vertx vertx, WebSocketClient client, int port, String path, String token) {
        Promise<Void> greeted = Promise.promise();
        connect(vertx, client, options(port, path, token), greeted);
        return greeted.future();
    }

    private static WebSocketConnectOptions options(int port, String path, String token) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .setSubProtocols(List.of(PROTOCOL, "bearer." + token));
    }

    private void connect(Vertx vertx, WebSocketClient client, WebSocketConnectOptions options, Promise<Void> greeted) {
        ClientWebSocket socket = client.webSocket();
        // Before connecting: the first frame may come with the answer to the upgrade.
        socket.textMessageHandler(text -> {
            isOpen.set(true);
            take(text);
            // Last: whoever waits for it may begin to measure, and the first frame is none of that.
            greeted.tryComplete();
        });
        socket.closeHandler(closed -> {
            boolean wasGreeted = greeted.future().isComplete();
            isOpen.set(false);
            LOG.info("closed by the server: {} {}", socket.closeStatusCode(), socket.closeReason());
            if (!wasGreeted) {
                vertx.setTimer(RETRY_MILLIS, waited -> connect(vertx, client, options, greeted));
            }
        });
        socket.exceptionHandler(e -> LOG.info("a socket failed: {}", e.toString()));
        socket.connect(options).onFailure(greeted::tryFail);
    }

    private void take(String text) {
        long now = System.nanoTime();
        Measurement current = measurement.get();
        if (current == null) {
            return;
        }
        try {
            FrameText frame = FrameText.of(text);
            int sequence = frame.sequence(current.prefix());
            if (sequence < 0) {
                current.receivedOther();
                if (frame.type().equals("gap")) {
                    received.addGap();
                }
            } else if (received.add(sequence)) {
                current.received(organization, sequence, now);
            }
        } catch (IOException e) {
            LOG.error("a frame is not JSON: {}", e.getMessage());
            current.receivedOther();
        }
    }

    int organization() {
        return organization;
    }

    boolean isOpen() {
        return isOpen.get();
    }

    Received received() {
        return received;
    }
}
