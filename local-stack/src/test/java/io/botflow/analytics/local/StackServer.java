package io.botflow.analytics.local;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A server that a stack inside this JVM has started as a process, for faults to be done to it. */
public record StackServer(ProcessHandle process) {
    /** Of Redis. */
    public static StackServer redis() {
        return running("redis-server");
    }

    /** Of PostgreSQL. */
    public static StackServer postgres() {
        return running("postgres");
    }

    private static StackServer running(String program) {
        List<ProcessHandle> found = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/" + program))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " processes of " + program);
        }
        return new StackServer(found.get(0));
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it and its children where they stand. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        List<String> pids = Stream.concat(Stream.of(process), process.descendants())
                .map(each -> Long.toString(each.pid()))
                .toList();
        new ProcessBuilder(
                        Stream.concat(Stream.of("kill", signal), pids.stream()).toList())
                .inheritIO()
                .start()
                .waitFor();
    }
}
