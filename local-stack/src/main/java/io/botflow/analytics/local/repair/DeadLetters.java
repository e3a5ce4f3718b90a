package io.botflow.analytics.local.repair;

import io.botflow.analytics.jobs.repair.KafkaTopic;
import io.botflow.analytics.jobs.repair.MergedRecords;
import io.botflow.analytics.jobs.repair.OffsetSet;
import io.botflow.analytics.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letters that the topic holds, each once, oldest first. */
final class DeadLetters implements AutoCloseable {
    private final MergedRecords records;
    /** They are written at least once. */
    private final OffsetSet seen = new OffsetSet();

    private DeadLetters(MergedRecords records) {
        this.records = records;
    }

    static DeadLetters since(String bootstrapServers, Instant time) {
        KafkaTopic topic = new KafkaTopic(bootstrapServers, Topics.DEAD_LETTERS);
        return new DeadLetters(MergedRecords.of(topic, topic.since(time)));
    }

    /** The next one; null behind the last. */
    DeadLetter next() throws IOException {
        for (ConsumerRecord<byte[], byte[]> one = records.next(); one != null; one = records.next()) {
            DeadLetter deadLetter = DeadLetter.of(one);
            if (seen.add(deadLetter.source().partition(), deadLetter.source().offset())) {
                return deadLetter;
            }
        }
        return null;
    }

    @Override
    public void close() {
        records.close();
    }
}
