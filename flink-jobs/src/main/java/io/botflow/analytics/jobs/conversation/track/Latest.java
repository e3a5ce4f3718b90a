package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the latest event of a kind said: a conversation's last end, its last rating.
 *
 * @param value the position of the resolution status, or the rating
 */
record Latest(Moment moment, int value) {
    static Latest of(BotEvent event, int value) {
        return new Latest(Moment.of(event), value);
    }

    /** The later of the two; the first may be null. */
    static Latest later(Latest one, Latest other) {
        return one == null || one.moment.isBefore(other.moment) ? other : one;
    }

    /** @param latest may be null */
    static void write(Latest latest, DataOutput out) throws IOException {
        out.writeBoolean(latest != null);
        if (latest != null) {
            out.writeLong(latest.moment.at());
            Compact.writeUuid(latest.moment.eventId(), out);
            out.writeByte(latest.value);
        }
    }

    static Latest read(DataInput in) throws IOException {
        return in.readBoolean() ? new Latest(new Moment(in.readLong(), Compact.readUuid(in)), in.readByte()) : null;
    }
}
