package io.botflow.analytics.jobs.source;

import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Fault;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One record of topic {@code bot-events}, decoded; its bytes stay with it for the topics of those turned away.
 *
 * @param key the record's key; null if it has none, and where only the event is wanted
 * @param value the record's value; null for a tombstone, and where only the event is wanted
 * @param event null if the record is invalid
 * @param fault null if the record is valid
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are passed on untouched
public record BotRecord(byte[] key, byte[] value, int partition, long offset, BotEvent event, Fault fault) {
    public static final TypeInformation<BotRecord> TYPE =
            new CompactTypeInfo<>(BotRecord.class, new BotRecordSerializer());

    public boolean isValid() {
        return event != null;
    }
}
