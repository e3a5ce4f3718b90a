package io.botflow.analytics.api.csv;

import java.sql.SQLException;

/** Where the rows of an export come from. Only {@link #cancel} may be called from another thread. */
interface RowSource extends AutoCloseable {
    /** Begins; called once, before the first row is asked for. */
    void open() throws SQLException;

    /** Appends the next row; false if there is none. */
    boolean appendNext(CsvRows rows) throws SQLException;

    /** Has whoever waits for a row stop waiting. It may block for a moment. */
    void cancel();

    /** Gives back what the rows came from, at once and without failing. */
    @Override
    void close();
}
