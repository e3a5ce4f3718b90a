package io.botflow.analytics.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * An error answer of RFC 9457.
 *
 * @param status the status code of HTTP
 * @param title what went wrong, the same for all problems of a kind
 * @param detail what is special about this one
 */
record Problem(int status, String title, String detail) {
    static final int NOT_FOUND = 404;
    static final int INTERNAL_SERVER_ERROR = 500;
    static final int SERVICE_UNAVAILABLE = 503;

    private static final String RETRY_SECONDS = "5";

    Future<Void> send(HttpServerResponse response) {
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (status == SERVICE_UNAVAILABLE) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        return response.end(new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer());
    }
}
