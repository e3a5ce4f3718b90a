package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.schemas.Topics;
import java.io.Serializable;
import java.util.SortedMap;

/**
 * What a replay reads.
 *
 * @param events what is read of topic {@code bot-events}, by partition
 * @param late places in {@code bot-events} of what the running job turned away as late
 * @param lateEvents what is read of topic {@code bot-events-late}, by partition
 * @param includeLate whether late events count
 * @param eventTime up to where event time goes, which is where that of the live tables stands; null: as far as the events
 *     carry it
 */
record Recording(
        String bootstrapServers,
        SortedMap<Integer, OffsetRange> events,
        OffsetSet late,
        SortedMap<Integer, OffsetRange> lateEvents,
        boolean includeLate,
        Long eventTime)
        implements Serializable {
    KafkaTopic eventsTopic() {
        return new KafkaTopic(bootstrapServers, Topics.BOT_EVENTS);
    }

    KafkaTopic lateTopic() {
        return new KafkaTopic(bootstrapServers, Topics.LATE);
    }

    long size() {
        return events.values().stream().mapToLong(OffsetRange::size).sum();
    }
}
