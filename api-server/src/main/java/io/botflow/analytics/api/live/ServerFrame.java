package io.botflow.analytics.api.live;

import io.botflow.analytics.api.problem.Problem;
import io.vertx.core.json.JsonObject;

/** The frames that are the server's own; those of the feed are {@link FeedFrame}s. */
final class ServerFrame {
    static final String METRICS_UPDATE = "metrics_update";
    static final String GAP = "gap";
    static final String ERROR = "error";
    static final String PONG = "pong";

    private ServerFrame() {}

    static String metricsUpdate(JsonObject figures) {
        return frame(METRICS_UPDATE, figures);
    }

    /** Tells that frames were lost to the client, and why. */
    static String gap(GapReason reason) {
        return frame(GAP, new JsonObject().put("reason", reason.text()));
    }

    static String error(Problem problem) {
        return frame(ERROR, problem.toJson());
    }

    static String pong() {
        return frame(PONG, new JsonObject());
    }

    private static String frame(String type, JsonObject data) {
        return new JsonObject()
                .put("type", type)
                .putNull("id")
                .put("data", data)
                .encode();
    }
}
