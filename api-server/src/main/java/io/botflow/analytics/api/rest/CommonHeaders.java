package io.botflow.analytics.api.rest;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What every answer says unless a route says otherwise: it is one caller's, for this moment, to be read as what it says
 * it is, and no page.
 */
public final class CommonHeaders implements Handler<RoutingContext> {
    /** RFC 9110, 5.6.7: two digits for the day, which RFC_1123_DATE_TIME does not write. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @Override
    public void handle(RoutingContext context) {
        put(context.response());
        context.next();
    }

    static void put(HttpServerResponse response) {
        response.putHeader("Date", HTTP_DATE.format(Instant.now()))
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                // Does not hinder pages that ask with CORS.
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Vary", "Accept-Encoding, Authorization, Origin");
    }
}
