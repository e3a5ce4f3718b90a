package io.botflow.analytics.api.content;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An answer that is the same for everybody while the server runs, compressed once and as well as can be.
 *
 * @param cacheControl who may keep it, and for how long
 * @param compressed with gzip; empty if that saves nothing worth its while
 * @param tag tells this content from another; compared weakly, because compression changes the bytes
 */
public record PublicAnswer(
        String contentType, String cacheControl, Buffer content, Optional<Buffer> compressed, EntityTag tag) {
    private static final int NOT_MODIFIED = 304;
    private static final int COMPRESSED_FROM_BYTES = 1_024;

    /** Makes the answer, which takes a moment. */
    public static PublicAnswer of(String contentType, String cacheControl, Buffer content) {
        byte[] bytes = content.getBytes();
        return new PublicAnswer(contentType, cacheControl, content, compressed(bytes), EntityTag.of(bytes));
    }

    private static Optional<Buffer> compressed(byte[] content) {
        if (content.length < COMPRESSED_FROM_BYTES) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new BestGzipOutput(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.size() < content.length ? Optional.of(Buffer.buffer(bytes.toByteArray())) : Optional.empty();
    }

    /** Ends the answer with the content, or tells the client that it has it already. */
    public void send(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Cache-Control", cacheControl).putHeader("ETag", tag.header());
        if (tag.isIn(context.request().headers().getAll("If-None-Match"))) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader("Content-Type", contentType);
        Buffer body = content;
        if (compressed.isPresent() && wantsGzip(context)) {
            response.putHeader("Content-Encoding", "gzip");
            body = compressed.get();
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            // Over HTTP/2 a content that is given would be sent.
            response.putHeader("Content-Length", Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    private static boolean wantsGzip(RoutingContext context) {
        return ContentCoding.preferred(context.request().headers().getAll("Accept-Encoding")) == ContentCoding.GZIP;
    }

    /** Takes the time that it takes, once. */
    private static final class BestGzipOutput extends GZIPOutputStream {
        BestGzipOutput(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
