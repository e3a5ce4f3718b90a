package io.botflow.analytics.api.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses fast rather than well: it runs beside the database, and CSV shrinks to a fraction in any case. */
final class GzipOutput extends GZIPOutputStream {
    private static final int BUFFER_BYTES = 32 * 1024;

    GzipOutput(OutputStream out) throws IOException {
        super(out, BUFFER_BYTES, true);
        def.setLevel(Deflater.BEST_SPEED);
    }

    /** Gives back what is not on the heap, whether or not the text has come to its end; does not write. */
    @Override
    public void close() {
        def.end();
    }
}
