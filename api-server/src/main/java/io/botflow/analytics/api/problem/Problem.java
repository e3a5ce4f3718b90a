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
 * @param retrySeconds after how many seconds it is worth trying again; 0 if that is not known
 */
public record Problem(int status, String title, String detail, String parameter, int retrySeconds) {
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int CONTENT_TOO_LARGE = 413;
    public static final int URI_TOO_LONG = 414;
    public static final int HEADERS_TOO_LARGE = 431;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int INTERNAL_SERVER_ERROR = 500;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    private static final int USUAL_RETRY_SECONDS = 5;

    public Problem(int status, String title, String detail) {
        this(status, title, detail, null);
    }

    public Problem(int status, String title, String detail, String parameter) {
        this(status, title, detail, parameter, 0);
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
        if (status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE) {
            int seconds = retrySeconds > 0 ? retrySeconds : USUAL_RETRY_SECONDS;
            response.putHeader("Retry-After", Integer.toString(seconds));
        }
        return response.end(toJson().toBuffer());
    }
}
