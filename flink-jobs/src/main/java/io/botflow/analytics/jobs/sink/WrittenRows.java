package io.botflow.analytics.jobs.sink;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** Which rows of a table were written since a moment: after a restore those may be ahead of the state. */
@FunctionalInterface
public interface WrittenRows extends Serializable {
    /** Of tables that nothing was written to before. */
    WrittenRows NONE = (table, since, each) -> {};

    /** Hands out the key of every row of a table that was written since then, and perhaps of others. */
    void forEach(Table<?> table, Instant since, Each each) throws Exception;

    /**
     * The key of a row of figures.
     *
     * @param botId null in tables of organizations
     * @param start of the row's span of time, milliseconds since the epoch
     */
    record Key(UUID organizationId, UUID botId, long start) {}

    /** Takes keys. */
    @FunctionalInterface
    interface Each {
        void accept(Key key) throws Exception;
    }
}
