package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.AccessDeniedException;
import io.botflow.analytics.api.database.UnsafeDatabaseException;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.problem.UnavailableException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes an answer. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String PROBLEM = "botflow.problem";
    private static final int[] STATUSES = {
        Problem.BAD_REQUEST,
        Problem.NOT_FOUND,
        Problem.METHOD_NOT_ALLOWED,
        Problem.CONTENT_TOO_LARGE,
        Problem.INTERNAL_SERVER_ERROR
    };
    private static final Problem NOT_AUTHENTICATED =
            new Problem(Problem.UNAUTHORIZED, "Authentication required", "a valid bearer token is required");
    private static final Problem NOT_A_MEMBER =
            new Problem(Problem.FORBIDDEN, "Not a member", "the user is not a member of the organization");
    private static final Problem INTERNAL =
            new Problem(Problem.INTERNAL_SERVER_ERROR, "Internal error", "the server's log tells more");

    private Failures() {}

    /** Has the router answer with problems, whatever goes wrong. */
    public static void handleWith(Router router) {
        for (int status : STATUSES) {
            router.errorHandler(status, context -> answer(context, status));
        }
    }

    /** @param status what the router says; a context of which it cannot read the parameters has none of its own */
    private static void answer(RoutingContext context, int status) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            LOG.error("{} failed while it was answered", RequestTimes.route(context), context.failure());
            response.reset();
            return;
        }
        // Here for requests that fail before any handler sees them.
        RequestId.give(context.request());
        CommonHeaders.put(response);
        Problem problem =
                context.failure() == null ? ofStatus(status, context.request().path()) : ofFailure(context);
        context.put(PROBLEM, problem.title());
        if (problem.status() == Problem.UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", BearerAuthentication.challenge(context.request()));
        }
        if (problem.status() == Problem.METHOD_NOT_ALLOWED) {
            response.putHeader("Allow", "GET, HEAD");
        }
        problem.send(response);
    }

    /** The title of the problem that a request was answered with; null if with none. */
    static String problemOf(RoutingContext context) {
        return context.get(PROBLEM);
    }

    private static Problem ofStatus(int status, String path) {
        return switch (status) {
            case Problem.BAD_REQUEST -> new Problem(status, "Bad request", "the request cannot be read");
            case Problem.NOT_FOUND -> new Problem(status, "Not found", "there is nothing at " + path);
            case Problem.METHOD_NOT_ALLOWED -> new Problem(status, "Method not allowed", "use GET");
            case Problem.CONTENT_TOO_LARGE -> new Problem(status, "Content too large", "a request has no body here");
            default -> INTERNAL;
        };
    }

    private static Problem ofFailure(RoutingContext context) {
        Throwable failure = context.failure();
        String route = RequestTimes.route(context);
        if (failure instanceof ProblemException e) {
            return e.problem();
        }
        if (failure instanceof AccessDeniedException e) {
            return switch (e.reason()) {
                case NOT_AUTHENTICATED -> NOT_AUTHENTICATED;
                case NOT_A_MEMBER -> NOT_A_MEMBER;
            };
        }
        if (failure instanceof UnavailableException e) {
            LOG.warn("{}: {}: {}", route, e.getMessage(), String.valueOf(e.getCause()));
            return Problem.unavailable(e.getMessage());
        }
        if (failure instanceof UnsafeDatabaseException e) {
            LOG.error("{}: {}", route, e.getMessage());
            return Problem.unavailable("the database is not set up safely");
        }
        if (context.statusCode() < Problem.INTERNAL_SERVER_ERROR && context.statusCode() >= Problem.BAD_REQUEST) {
            return ofStatus(context.statusCode(), context.request().path());
        }
        LOG.error("{} failed", route, failure);
        return INTERNAL;
    }

    /** Answers what is not even a request, and closes its connection. */
    public static void answerInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem;
        if (cause instanceof TooLongHttpLineException) {
            problem = new Problem(Problem.URI_TOO_LONG, "URI too long", "the request's first line is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            problem = new Problem(Problem.HEADERS_TOO_LARGE, "Headers too large", "the headers are too long");
        } else {
            problem = new Problem(Problem.BAD_REQUEST, "Bad request", "the request cannot be read");
        }
        RequestId.give(request);
        CommonHeaders.put(request.response());
        request.response().putHeader("Connection", "close");
        problem.send(request.response()).onComplete(sent -> request.connection().close());
    }
}
