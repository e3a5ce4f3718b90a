package io.botflow.analytics.api.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * An answer that is the same for everybody while the server runs.
 *
 * @param tag tells this content from another; compared weakly, because compression changes the bytes
 */
record PublicAnswer(String contentType, Buffer content, String tag) {
    private static final int NOT_MODIFIED = 304;
    private static final int TAG_BYTES = 16;
    private static final String WEAK = "W/";

    static PublicAnswer of(String contentType, Buffer content) {
        return new PublicAnswer(contentType, content, tag(content.getBytes()));
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void send(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Cache-Control", "public, max-age=300").putHeader("ETag", WEAK + tag);
        if (isKnown(context.request().headers().getAll("If-None-Match"))) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader("Content-Type", contentType);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            // Over HTTP/2 a content that is given would be sent.
            response.putHeader("Content-Length", Integer.toString(content.length()))
                    .end();
        } else {
            response.end(content);
        }
    }

    private boolean isKnown(List<String> headers) {
        for (String header : headers) {
            for (String one : header.split(",", -1)) {
                String known = one.strip();
                if (known.equals("*") || known.equals(tag) || known.equals(WEAK + tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
