package io.botflow.analytics.api.live;

import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Notes what a socket does with its WebSocket; a test says whether the client reads. */
final class NotedWire {
    private final List<JsonObject> frames = new ArrayList<>();
    private final List<String> closings = new ArrayList<>();
    private boolean isFull;
    private boolean isGone;
    private int pings;

    ServerWebSocket socket() {
        return (ServerWebSocket) Proxy.newProxyInstance(
                ServerWebSocket.class.getClassLoader(), new Class<?>[] {ServerWebSocket.class}, this::call);
    }

    private Object call(Object socket, Method method, Object... arguments) {
        switch (method.getName()) {
            case "setWriteQueueMaxSize":
                return socket;
            case "writeQueueFull":
                if (isGone) {
                    // As Vert.x does.
                    throw new IllegalStateException("WebSocket is closed");
                }
                return isFull;
            case "isClosed":
                return isGone || !closings.isEmpty();
            case "writeTextMessage":
                frames.add(new JsonObject((String) arguments[0]));
                return Future.succeededFuture();
            case "writePing":
                pings++;
                return Future.succeededFuture();
            case "close":
                closings.add(arguments[0] + " " + arguments[1]);
                return Future.succeededFuture();
            default:
                throw new UnsupportedOperationException(method.toString());
        }
    }

    void setFull(boolean isFull) {
        this.isFull = isFull;
    }

    /** The client has closed the connection. */
    void setGone() {
        isGone = true;
    }

    /** The frames since the last call. */
    List<JsonObject> frames() {
        List<JsonObject> newest = List.copyOf(frames);
        frames.clear();
        return newest;
    }

    /** The types of the frames since the last call. */
    List<String> types() {
        return frames().stream().map(frame -> frame.getString("type")).toList();
    }

    List<String> closings() {
        return closings;
    }

    int pings() {
        return pings;
    }
}
