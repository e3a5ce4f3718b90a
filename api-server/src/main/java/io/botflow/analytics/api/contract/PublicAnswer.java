package io.botflow.analytics.api.contract;

import io.botflow.analytics.api.rest.EntityTag;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * An answer that is the same for everybody while the server runs.
 *
 * @param tag tells this content from another; compared weakly, because compression changes the bytes
 */
record PublicAnswer(String contentType, Buffer content, EntityTag tag) {
    private static final int NOT_MODIFIED = 304;

    static PublicAnswer of(String contentType, Buffer content) {
        return new PublicAnswer(contentType, content, EntityTag.of(content.getBytes()));
    }

    void send(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Cache-Control", "public, max-age=300").putHeader("ETag", tag.header());
        if (tag.isIn(context.request().headers().getAll("If-None-Match"))) {
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
}
