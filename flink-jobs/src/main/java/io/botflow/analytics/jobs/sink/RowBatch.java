package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Rows of one table, by column, as the text that PostgreSQL reads: one statement writes them all. Sorted by key, each
 * key once.
 *
 * @param columns per column the values of all rows, null for NULL
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RowBatch(String[][] columns) {
    public static final TypeInformation<RowBatch> TYPE =
            new CompactTypeInfo<>(RowBatch.class, new RowBatchSerializer());

    public int size() {
        return columns[0].length;
    }

    /** Carries batches to a sink in a task of its own; never kept in state. */
    public static final class RowBatchSerializer extends CompactSerializer<RowBatch> {
        private static final long serialVersionUID = 1;

        @Override
        public void serialize(RowBatch batch, DataOutputView out) throws IOException {
            Compact.writeLong(batch.columns.length, out);
            Compact.writeLong(batch.size(), out);
            for (String[] column : batch.columns) {
                for (String value : column) {
                    Compact.writeString(value, out);
                }
            }
        }

        @Override
        public RowBatch deserialize(DataInputView in) throws IOException {
            int width = Compact.readInt(in);
            int size = Compact.readInt(in);
            String[][] columns = new String[width][size];
            for (String[] column : columns) {
                for (int row = 0; row < size; row++) {
                    column[row] = Compact.readString(in);
                }
            }
            return new RowBatch(columns);
        }
    }
}
