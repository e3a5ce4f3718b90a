package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.serialization.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The first time that something happened on a UTC day: a message with a bot, an escalation. At most one fact counts per
 * day, so an earlier time takes the place of a later one.
 *
 * @param botId null where no bot of its own is meant
 * @param at milliseconds since the epoch
 */
record DayFirst(UUID botId, long at) {
    private static final long DAY_MILLIS = 86_400_000;

    boolean isSameDay(UUID bot, long time) {
        return Math.floorDiv(at, DAY_MILLIS) == Math.floorDiv(time, DAY_MILLIS) && (botId == null || botId.equals(bot));
    }

    static void write(List<DayFirst> firsts, DataOutput out) throws IOException {
        Compact.writeLong(firsts.size(), out);
        for (DayFirst first : firsts) {
            out.writeBoolean(first.botId != null);
            if (first.botId != null) {
                Compact.writeUuid(first.botId, out);
            }
            out.writeLong(first.at);
        }
    }

    static List<DayFirst> read(DataInput in) throws IOException {
        int count = Compact.readInt(in);
        List<DayFirst> firsts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            firsts.add(new DayFirst(in.readBoolean() ? Compact.readUuid(in) : null, in.readLong()));
        }
        return firsts;
    }
}
