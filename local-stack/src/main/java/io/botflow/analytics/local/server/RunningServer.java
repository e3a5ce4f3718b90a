package io.botflow.analytics.local.server;

/** A server in a process of its own. */
public interface RunningServer extends AutoCloseable {
    /** The process of the server. */
    long pid();

    /** Whether the process has not ended, for whatever reason. */
    boolean isAlive();

    /** Ends the process, in order where it lets itself be. */
    @Override
    void close();
}
