package io.botflow.analytics.jobs.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the batches written to a table leave there: of each key the last row. */
final class WrittenTable {
    private final List<String> columns;
    private final List<String> key;
    private final Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    private long written;

    WrittenTable(Table<?> table) {
        columns = table.columnNames();
        key = table.key();
    }

    void write(RowBatch batch) {
        Set<List<String>> keysOfBatch = new HashSet<>();
        for (int row = 0; row < batch.size(); row++) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                cells.put(columns.get(column), batch.columns()[column][row]);
            }
            List<String> keyOfRow = key.stream().map(cells::get).toList();
            assertThat(keysOfBatch.add(keyOfRow))
                    .as("one statement cannot write key %s twice", keyOfRow)
                    .isTrue();
            rows.put(keyOfRow, cells);
            written++;
        }
    }

    List<Map<String, String>> rows() {
        return new ArrayList<>(rows.values());
    }

    long written() {
        return written;
    }
}
