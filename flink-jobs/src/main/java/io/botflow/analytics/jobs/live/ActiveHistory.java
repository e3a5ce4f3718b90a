package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How many conversations of a bot were active at the end of each minute; only the minutes in which it changed. Not safe
 * for threads.
 */
final class ActiveHistory {
    static final TypeInformation<ActiveHistory> TYPE =
            new CompactTypeInfo<>(ActiveHistory.class, new ActiveHistorySerializer());

    private final TreeMap<Long, Long> countByMinute = new TreeMap<>();

    /** Changes the number from this minute on. */
    void add(long minute, long amount) {
        long count = current() + amount;
        long last = countByMinute.isEmpty() ? minute : Math.max(minute, countByMinute.lastKey());
        countByMinute.put(last, count);
    }

    long current() {
        return countByMinute.isEmpty() ? 0 : countByMinute.lastEntry().getValue();
    }

    /** The number at the end of a minute that is not forgotten. */
    long at(long minute) {
        Map.Entry<Long, Long> entry = countByMinute.floorEntry(minute);
        return entry == null ? 0 : entry.getValue();
    }

    /** Forgets all that only tells of minutes before this one. */
    void forgetBefore(long minute) {
        Long oldest = countByMinute.floorKey(minute);
        if (oldest != null) {
            countByMinute.headMap(oldest, false).clear();
        }
    }

    /** Whether the number is 0 in every minute that is not forgotten. */
    boolean isZero() {
        return countByMinute.values().stream().allMatch(count -> count == 0);
    }

    /** The form in state. */
    public static final class ActiveHistorySerializer extends CompactSerializer<ActiveHistory> {
        private static final long serialVersionUID = 1;
        private static final byte FORMAT = 1;

        @Override
        protected void write(ActiveHistory history, DataOutputView out) throws IOException {
            out.writeByte(FORMAT);
            Compact.writeLong(history.countByMinute.size(), out);
            for (Map.Entry<Long, Long> entry : history.countByMinute.entrySet()) {
                Compact.writeLong(entry.getKey(), out);
                Compact.writeLong(entry.getValue(), out);
            }
        }

        @Override
        public ActiveHistory deserialize(DataInputView in) throws IOException {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("active conversations of format " + format + ", known is " + FORMAT);
            }
            ActiveHistory history = new ActiveHistory();
            int size = Compact.readInt(in);
            for (int i = 0; i < size; i++) {
                history.countByMinute.put(Compact.readLong(in), Compact.readLong(in));
            }
            return history;
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public ActiveHistory copy(ActiveHistory from) {
            ActiveHistory copy = new ActiveHistory();
            copy.countByMinute.putAll(from.countByMinute);
            return copy;
        }
    }
}
