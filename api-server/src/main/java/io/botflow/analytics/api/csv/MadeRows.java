package io.botflow.analytics.api.csv;

import java.util.Iterator;

/** Rows that the server has made itself. */
final class MadeRows implements RowSource {
    private final Iterator<String[]> rows;

    MadeRows(Iterator<String[]> rows) {
        this.rows = rows;
    }

    @Override
    public void open() {}

    @Override
    public boolean appendNext(CsvRows to) {
        if (!rows.hasNext()) {
            return false;
        }
        to.append(rows.next());
        return true;
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
