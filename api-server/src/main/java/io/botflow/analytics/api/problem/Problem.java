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
 * @param retryAfterSeconds when to ask again; null if that would change nothing
 */
public record Problem(int status, String title, String detail, String parameter, Integer retryAfterSeconds) {
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int CONTENT_TOO_LARGE = 413;
    public static final int URI_TOO_LONG = 414;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int HEADERS_TOO_LARGE = 431;
    public static final int INTERNAL_SERVER_ERROR = 500;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final int RETRY_SECONDS = 5;

    public Problem {
        if (retryAfterSeconds == null && (status == SERVICE_UNAVAILABLE || status == TOO_MANY_REQUESTS)) {
            retryAfterSeconds = RETRY_SECONDS;
        }
    }

    public Problem(int status, String title, String detail) {
        this(status, title, detail, null, null);
    }

    /** A parameter that is not as it must be. */
    public static Problem ofParameter(String parameter, String fault) {
        return new Problem(BAD_REQUEST, "Wrong parameter", parameter + " " + fault, parameter, null);
    }

    /** Something that is not there, or not the caller's, which nobody can tell apart. */
    public static Problem notFound(String parameter, Object value) {
        return new Problem(NOT_FOUND, "Not found", "there is no " + parameter + " " + value, parameter, null);
    }

    /** Something that the answer needs and that does not answer now. */
    public static Problem unavailable(String detail) {
        return new Problem(SERVICE_UNAVAILABLE, "Not available now", detail);
    }

    /** Something that took longer than it may, and would again. */
    public static Problem tookTooLong(String detail) {
        return new Problem(SERVICE_UNAVAILABLE, "Took too long", detail);
    }

    /** More than the caller may ask for now. */
    public static Problem tooMany(String detail, int retryAfterSeconds) {
        return new Problem(TOO_MANY_REQUESTS, "Too many requests", detail, null, retryAfterSeconds);
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

    /** Ends the answer with this problem, and with the id of the request if the answer has one. */
    public Future<Void> send(HttpServerResponse response) {
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (retryAfterSeconds != null) {
            response.putHeader("Retry-After", Integer.toString(retryAfterSeconds));
        }
        JsonObject json = toJson();
        String requestId = response.headers().get(REQUEST_ID_HEADER);
        if (requestId != null) {
            json.put("request_id", requestId);
        }
        return response.end(json.toBuffer());
    }
}
