package io.botflow.analytics.local.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A file's lines as bytes: all of them but the line feeds, with empty lines and a last one that lacks its line feed. */
public final class Lines implements AutoCloseable {
    /** Answered for a file whose lines would take too long to count. */
    static final long UNKNOWN = -1;

    /** Larger files are not read twice just for the length of a bar. */
    private static final long COUNTED_UP_TO_BYTES = 256L * 1024 * 1024;

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The lines of a file, which may be compressed with gzip. */
    public static Lines of(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            raw.mark(2);
            boolean compressed = raw.read() == GZIP_MAGIC_1 && raw.read() == GZIP_MAGIC_2;
            raw.reset();
            return new Lines(compressed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** How many lines the file has, {@link #UNKNOWN} for a very large one. */
    static long count(Path file) throws IOException {
        if (Files.size(file) > COUNTED_UP_TO_BYTES) {
            return UNKNOWN;
        }
        try (Lines lines = of(file)) {
            long count = 0;
            while (lines.next() != null) {
                count++;
            }
            return count;
        }
    }

    /** The next line, or null behind the last one. */
    public byte[] next() throws IOException {
        ByteArrayOutputStream begun = null;
        while (position < limit || fill()) {
            int end = indexOfLineFeed();
            if (end < limit) {
                byte[] rest = Arrays.copyOfRange(buffer, position, end);
                position = end + 1;
                return begun == null ? rest : join(begun, rest);
            }
            if (begun == null) {
                begun = new ByteArrayOutputStream();
            }
            begun.write(buffer, position, limit - position);
            position = limit;
        }
        return begun == null ? null : begun.toByteArray();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private int indexOfLineFeed() {
        int at = position;
        while (at < limit && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private static byte[] join(ByteArrayOutputStream begun, byte[] rest) {
        begun.write(rest, 0, rest.length);
        return begun.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
