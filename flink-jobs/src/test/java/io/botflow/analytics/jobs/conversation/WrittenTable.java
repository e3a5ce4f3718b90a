package io.botflow.analytics.jobs.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.SentRows;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.WrittenRows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the batches written to a table leave there: of each key the last row. */
final class WrittenTable {
    private final Table<?> table;
    private final List<String> key;
    private final Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    private final Set<List<String>> ahead = new LinkedHashSet<>();
    private long written;

    WrittenTable(Table<?> table) {
        this.table = table;
        key = table.key();
    }

    void write(RowBatch batch) {
        Set<List<String>> keysOfBatch = new HashSet<>();
        for (Map<String, String> cells : SentRows.of(table, batch)) {
            List<String> keyOfRow = key.stream().map(cells::get).toList();
            assertThat(keysOfBatch.add(keyOfRow))
                    .as("one statement cannot write key %s twice", keyOfRow)
                    .isTrue();
            rows.put(keyOfRow, cells);
            ahead.add(keyOfRow);
            written++;
        }
    }

    /** From now on rows are ahead of what is kept. */
    void keep() {
        ahead.clear();
    }

    /** The keys of the rows that were written since then. */
    List<WrittenRows.Key> ahead() {
        return ahead.stream().map(this::keyOf).toList();
    }

    private WrittenRows.Key keyOf(List<String> values) {
        int bot = key.indexOf("bot_id");
        String start = values.get(values.size() - 1);
        Instant instant = key.contains("date")
                ? LocalDate.parse(start).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(start);
        return new WrittenRows.Key(
                UUID.fromString(values.get(key.indexOf("organization_id"))),
                bot < 0 ? null : UUID.fromString(values.get(bot)),
                instant.toEpochMilli());
    }

    List<Map<String, String>> rows() {
        return new ArrayList<>(rows.values());
    }

    long written() {
        return written;
    }
}
