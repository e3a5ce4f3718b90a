package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/** The event that says whose a conversation is: its moment, bot and customer. */
record Origin(Moment moment, UUID botId, String customerPhone) {
    static Origin of(BotEvent event) {
        return new Origin(Moment.of(event), event.botId(), event.customerPhone());
    }

    /** The earlier of the two; either may be null, not both. */
    static Origin earlier(Origin one, Origin other) {
        if (one == null) {
            return other;
        }
        return other != null && other.moment.isBefore(one.moment) ? other : one;
    }

    /** @param origin may be null */
    static void write(Origin origin, DataOutput out) throws IOException {
        out.writeBoolean(origin != null);
        if (origin != null) {
            out.writeLong(origin.moment.at());
            Compact.writeUuid(origin.moment.eventId(), out);
            Compact.writeUuid(origin.botId, out);
            Compact.writeString(origin.customerPhone, out);
        }
    }

    static Origin read(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Moment moment = new Moment(in.readLong(), Compact.readUuid(in));
        return new Origin(moment, Compact.readUuid(in), Compact.readString(in));
    }
}
