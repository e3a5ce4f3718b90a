package io.botflow.analytics.local;

import io.botflow.analytics.api.ApiServer;
import io.botflow.analytics.local.server.Port;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One more API server over the data of a stack, which can be stopped and started again on its ports. */
public final class ServedApi implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final StackSettings settings;
    private Vertx vertx;

    private ServedApi(StackSettings settings) {
        this.settings = settings;
    }

    /** Starts a server on ports of its own. */
    public static ServedApi over(StackSettings stack) throws Exception {
        Ports ports = stack.ports();
        int api = Port.resolve(Port.ANY);
        int management = Port.resolve(Port.ANY);
        while (management == api) {
            management = Port.resolve(Port.ANY);
        }
        ServedApi served = new ServedApi(new StackSettings(
                new Ports(api, management, ports.kafka(), ports.postgres(), ports.redis(), ports.flink()),
                stack.jwtIssuer(),
                stack.jwtAudience(),
                stack.jwtSecret()));
        served.start();
        return served;
    }

    /** Where it is reached. */
    public String url() {
        return settings.apiUrl();
    }

    /** Starts it if it does not run, and waits until it is ready. */
    public synchronized void start() throws Exception {
        if (vertx != null) {
            return;
        }
        vertx = Vertx.vertx();
        vertx.deployVerticle(new ApiServer(settings.api(), Clock.systemUTC())).await(LIMIT_SECONDS, TimeUnit.SECONDS);
        new Readiness(settings.managementUrl()).await(Duration.ofSeconds(LIMIT_SECONDS));
    }

    /** Stops it if it runs. */
    public synchronized void stop() throws TimeoutException {
        if (vertx != null) {
            vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
            vertx = null;
        }
    }

    @Override
    public void close() throws TimeoutException {
        stop();
    }
}
