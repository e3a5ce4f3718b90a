package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Messages and started conversations of an organization's bots on one UTC day. Not safe for threads. */
final class DayBoard {
    static final TypeInformation<DayBoard> TYPE = new CompactTypeInfo<>(DayBoard.class, new DayBoardSerializer());

    private final Map<UUID, Counts> byBot = new HashMap<>();

    private record Counts(long messages, long started) {}

    void add(UUID botId, long messages, long started) {
        byBot.merge(
                botId,
                new Counts(messages, started),
                (one, other) -> new Counts(one.messages + other.messages, one.started + other.started));
    }

    /** Messages in both directions by bot; bots without any are left out. */
    Map<String, Long> messages() {
        return scores(Counts::messages);
    }

    /** Conversations started by bot; bots without any are left out. */
    Map<String, Long> started() {
        return scores(Counts::started);
    }

    private Map<String, Long> scores(ToLongFunction<Counts> score) {
        Map<String, Long> scores = new HashMap<>();
        byBot.forEach((botId, counts) -> {
            if (score.applyAsLong(counts) != 0) {
                scores.put(botId.toString(), score.applyAsLong(counts));
            }
        });
        return scores;
    }

    /** The form in state. */
    public static final class DayBoardSerializer extends CompactSerializer<DayBoard> {
        private static final long serialVersionUID = 1;
        private static final byte FORMAT = 1;

        @Override
        protected void write(DayBoard board, DataOutputView out) throws IOException {
            out.writeByte(FORMAT);
            Compact.writeLong(board.byBot.size(), out);
            for (Map.Entry<UUID, Counts> entry : board.byBot.entrySet()) {
                Compact.writeUuid(entry.getKey(), out);
                Compact.writeLong(entry.getValue().messages, out);
                Compact.writeLong(entry.getValue().started, out);
            }
        }

        @Override
        public DayBoard deserialize(DataInputView in) throws IOException {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("day of format " + format + ", known is " + FORMAT);
            }
            DayBoard board = new DayBoard();
            int size = Compact.readInt(in);
            for (int i = 0; i < size; i++) {
                board.byBot.put(Compact.readUuid(in), new Counts(Compact.readLong(in), Compact.readLong(in)));
            }
            return board;
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public DayBoard copy(DayBoard from) {
            DayBoard copy = new DayBoard();
            copy.byBot.putAll(from.byBot);
            return copy;
        }
    }
}
