package io.botflow.analytics.local.faults;

/** One kind of harm, or of change, that a cluster must come through by itself. */
interface Fault {
    /** What it is called in reports. */
    String name();

    /** Does it, and undoes what would not end by itself. */
    void strike(Scene scene) throws Exception;
}
