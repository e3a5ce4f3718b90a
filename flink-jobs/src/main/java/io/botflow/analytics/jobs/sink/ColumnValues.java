package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.serialization.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/**
 * The values of a column in some rows, as the array that PostgreSQL reads them from.
 *
 * @param elementType the number of the values' type
 * @param bytes the array in binary form
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ColumnValues(int elementType, byte[] bytes) {
    private static final int NULL = -1;
    private static final int DIMENSIONS = 1;
    private static final int FIRST_INDEX = 1;
    /** Makes no array grow more than once or twice. */
    private static final int USUAL_VALUE_BYTES = 20;

    /** @param value gives a row's value, null for NULL */
    static <R, V> ColumnValues of(List<R> rows, Function<R, V> value, ColumnType<V> type) {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_VALUE_BYTES * (rows.size() + 1));
        try {
            out.writeInt(DIMENSIONS);
            // Whether there are NULLs; PostgreSQL looks for itself.
            out.writeInt(1);
            out.writeInt(type.sentAs());
            out.writeInt(rows.size());
            out.writeInt(FIRST_INDEX);
            for (R row : rows) {
                V cell = value.apply(row);
                if (cell == null) {
                    out.writeInt(NULL);
                } else {
                    type.write(cell, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ColumnValues(type.sentAs(), out.getCopyOfBuffer());
    }

    void setAsParameter(PreparedStatement statement, int index) throws SQLException {
        BaseConnection connection = statement.getConnection().unwrap(BaseConnection.class);
        statement.setArray(index, new PgArray(connection, arrayOf(connection, elementType), bytes));
    }

    private static int arrayOf(BaseConnection connection, int elementType) throws SQLException {
        return connection.getTypeInfo().getPGArrayType(connection.getTypeInfo().getPGType(elementType));
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(elementType);
        Compact.writeBytes(bytes, out);
    }

    static ColumnValues read(DataInput in) throws IOException {
        return new ColumnValues(in.readInt(), Compact.readBytes(in));
    }
}
