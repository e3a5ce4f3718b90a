package io.botflow.analytics.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of contents of the API's port. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private Routes() {}

    static Router create(Vertx vertx) {
        Router router = Router.router(vertx);
        handleErrors(router);
        return router;
    }

    static void handleErrors(Router router) {
        router.errorHandler(Problem.NOT_FOUND, Routes::notFound);
        router.errorHandler(Problem.INTERNAL_SERVER_ERROR, Routes::failed);
    }

    private static void notFound(RoutingContext context) {
        new Problem(
                        Problem.NOT_FOUND,
                        "Not found",
                        "there is nothing at " + context.request().path())
                .send(context.response());
    }

    private static void failed(RoutingContext context) {
        LOG.error("{} {} failed", context.request().method(), context.request().path(), context.failure());
        new Problem(Problem.INTERNAL_SERVER_ERROR, "Internal error", "the server's log tells more")
                .send(context.response());
    }
}
