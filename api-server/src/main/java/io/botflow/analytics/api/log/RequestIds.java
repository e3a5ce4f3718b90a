package io.botflow.analytics.api.log;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Map;
import org.apache.logging.log4j.core.util.ContextDataProvider;

/**
 * Puts the id of the request that is answered into each line of the log. Vert.x and Log4j each load one: Vert.x wants to
 * know what its contexts hold before there are any, and Log4j asks for each line.
 */
public final class RequestIds implements VertxServiceProvider, ContextDataProvider {
    /** The same as in problems. */
    public static final String NAME = "request_id";

    private static final ContextLocal<String> CURRENT = ContextLocal.registerLocal(String.class);

    /** That this class is loaded is enough. */
    @Override
    public void init(VertxBootstrap builder) {}

    /** The context that Vert.x made for a request answers the request with this id. */
    public static void set(String requestId) {
        Vertx.currentContext().putLocal(CURRENT, requestId);
    }

    @Override
    public Map<String, String> supplyContextData() {
        Context context = Vertx.currentContext();
        String requestId = context == null ? null : context.getLocal(CURRENT);
        return requestId == null ? Map.of() : Map.of(NAME, requestId);
    }
}
