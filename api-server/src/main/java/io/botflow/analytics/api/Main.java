package io.botflow.analytics.api;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the API server with the settings of the environment until it is told to stop. Exit codes: 1 it could not start,
 * 2 a setting is wrong.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_SETTING = 2;
    private static final long START_SECONDS = 30;
    private static final long STOP_SECONDS = 9;

    private Main() {}

    /** Ends the JVM only if the server cannot run. */
    public static void main(String[] arguments) {
        if (System.getProperty("log4j2.configurationFile") == null) {
            // Under its own name, because other programs have this one on their class path too.
            System.setProperty("log4j2.configurationFile", "classpath:log4j2-api.xml");
        }
        int code = run(System.getenv());
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(Map<String, String> environment) {
        ApiSettings settings;
        try {
            settings = ApiSettings.fromEnvironment(environment);
        } catch (IllegalArgumentException e) {
            System.err.println("api-server: " + e.getMessage());
            return WRONG_SETTING;
        }
        Vertx vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(new ApiServer(settings, Clock.systemUTC())).await(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            System.err.println("api-server: cannot start: " + firstLine(e));
            close(vertx);
            return FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx), "shutdown"));
        System.err.println("api-server: listening on " + settings.host() + ":" + settings.port());
        return 0;
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(e.toString());
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.err.println("api-server: did not stop within " + STOP_SECONDS + " s");
        }
    }
}
