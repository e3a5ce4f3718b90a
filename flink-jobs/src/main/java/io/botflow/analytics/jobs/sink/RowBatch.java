package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Rows of one table, by column: one statement writes them all. Sorted by key, each key once.
 *
 * @param size how many rows
 */
public record RowBatch(int size, List<ColumnValues> columns) {
    public static final TypeInformation<RowBatch> TYPE =
            new CompactTypeInfo<>(RowBatch.class, new RowBatchSerializer());

    /** Carries batches to a sink in a task of its own; never kept in state. */
    public static final class RowBatchSerializer extends CompactSerializer<RowBatch> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(RowBatch batch, DataOutputView out) throws IOException {
            Compact.writeLong(batch.size, out);
            Compact.writeLong(batch.columns.size(), out);
            for (ColumnValues column : batch.columns) {
                column.write(out);
            }
        }

        @Override
        public RowBatch deserialize(DataInputView in) throws IOException {
            int size = Compact.readInt(in);
            int width = Compact.readInt(in);
            List<ColumnValues> columns = new ArrayList<>(width);
            for (int column = 0; column < width; column++) {
                columns.add(ColumnValues.read(in));
            }
            return new RowBatch(size, columns);
        }
    }
}
