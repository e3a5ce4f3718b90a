package io.botflow.analytics.api.csv;

import io.micrometer.core.instrument.Counter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that pass. */
final class CountedOutput extends FilterOutputStream {
    private final Counter counter;

    CountedOutput(OutputStream out, Counter counter) {
        super(out);
        this.counter = counter;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        counter.increment();
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        out.write(bytes, offset, count);
        counter.increment(count);
    }
}
