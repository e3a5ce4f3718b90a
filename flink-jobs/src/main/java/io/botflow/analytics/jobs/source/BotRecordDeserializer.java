package io.botflow.analytics.jobs.source;

import io.botflow.analytics.schemas.event.Decoded;
import io.botflow.analytics.schemas.event.EventDecoder;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes as the first thing, so that event time is known per partition where Flink keeps it; every record comes out
 * once, valid or not.
 */
public final class BotRecordDeserializer implements KafkaRecordDeserializationSchema<BotRecord> {
    private static final long serialVersionUID = 1;

    private final boolean withTexts;
    private transient EventDecoder decoder;

    /** @param withTexts true for the messages' texts, false for the records' bytes */
    public BotRecordDeserializer(boolean withTexts) {
        this.withTexts = withTexts;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = newDecoder();
    }

    /** A decoder that gives what is wanted. */
    public EventDecoder newDecoder() {
        return new EventDecoder(withTexts);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<BotRecord> out) {
        out.collect(decode(decoder, kafka));
    }

    /** Decodes one record with a decoder of {@link #newDecoder}. */
    public BotRecord decode(EventDecoder decoder, ConsumerRecord<byte[], byte[]> kafka) {
        Decoded decoded = decoder.decode(kafka.value(), kafka.timestamp());
        // Who wants the texts has them in the event; who turns records away wants the bytes.
        byte[] key = withTexts ? null : kafka.key();
        byte[] value = withTexts ? null : kafka.value();
        return new BotRecord(key, value, kafka.partition(), kafka.offset(), decoded.event(), decoded.fault());
    }

    @Override
    public TypeInformation<BotRecord> getProducedType() {
        return BotRecord.TYPE;
    }
}
