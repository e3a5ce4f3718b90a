package io.botflow.analytics.local.server;

/** What written data survives. */
public enum Durability {
    /** The end of the server's process; fastest. */
    PROCESS,
    /** A crash of the machine, too. */
    MACHINE
}
