package io.botflow.analytics.local;

import io.botflow.analytics.local.server.Port;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Stacks inside the test's JVM, on free ports. */
public final class TestStack {
    private static final int PORTS = 6;

    private TestStack() {}

    /** Starts a stack whose data is in the directory. */
    public static LocalStack start(Path directory) throws Exception {
        int[] free = IntStream.generate(() -> Port.resolve(Port.ANY))
                .distinct()
                .limit(PORTS)
                .toArray();
        StackSettings settings = new StackSettings(
                new Ports(free[0], free[1], free[2], free[3], free[4], free[5]),
                "botflow-local",
                "botflow-api",
                "x".repeat(32));
        LocalStack stack = new LocalStack(settings, StackDirectory.kept(directory), new Progress(System.err));
        try {
            stack.start();
        } catch (Exception e) {
            stack.close();
            throw e;
        }
        return stack;
    }
}
