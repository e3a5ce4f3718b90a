package io.botflow.analytics.api.problem;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * An error answer of RFC 9457.
 *
 * @param status the status code of HTTP
 * @param title what went wrong, the same for all problems of a kind
 * @param detail what is special about this one
 * @param parameter the parameter that is wrong; null if it is none
 */
public record Problem(int status, String title, String detail, String parameter) {
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int CONTENT_TOO_LARGE = 413;
    public static final int URI_TOO_LONG = 414;
    public static final int HEADERS_TOO_LARGE = 431;
    public static final int INTERNAL_SERVER_ERROR = 500;
    public static final int SERVICE_UNAVAILABLE = 503;

    private static final String RETRY_SECONDS = "5";

    public Problem(int status, String title, String detail) {
        this(status, title, detail, null);
    }

    /** A parameter that is not as it must be. */
    public static Problem ofParameter(String parameter, String fault) {
        return new Problem(BAD_REQUEST, "Wrong parameter", parameter + " " + fault, parameter);
    }

    /** Something that is not there, or not the caller's, which nobody can tell apart. */
    public static Problem notFound(String parameter, Object value) {
        return new Problem(NOT_FOUND, "Not found", "there is no " + parameter + " " + value, parameter);
    }

    /** Something that the answer needs and that does not answer now. */
    public static Problem unavailable(String detail) {
        return new Problem(SERVICE_UNAVAILABLE, "Not available now", detail);
    }

    /** The problem as the body of an answer or the data of a frame. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (parameter != null) {
            json.put("parameter", parameter);
        }
        return json;
    }

    /** Ends the answer with this problem. */
    public Future<Void> send(HttpServerResponse response) {
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (status == SERVICE_UNAVAILABLE) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        return response.end(toJson().toBuffer());
    }
}
