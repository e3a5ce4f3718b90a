package io.botflow.analytics.local;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A server that a stack inside this JVM has started as a process, or a cluster beside it, for faults to be done to it. */
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
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end, and waits until it has. */
    public void stop(String signal) throws IOException, InterruptedException {
        send(signal, List.of(process));
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
        send(signal, Stream.concat(Stream.of(process), process.descendants()).toList());
    }

    private static void send(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        Stream<String> pids = processes.stream().map(each -> Long.toString(each.pid()));
        new ProcessBuilder(Stream.concat(Stream.of("kill", signal), pids).toList())
                .inheritIO()
                .start()
                .waitFor();
    }
}
