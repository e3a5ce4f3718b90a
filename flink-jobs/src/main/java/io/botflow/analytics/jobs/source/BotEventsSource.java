package io.botflow.analytics.jobs.source;

import io.botflow.analytics.schemas.Topics;
import java.time.Duration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Topic {@code bot-events}, from where the job's checkpoint left off, without one from its beginning: rows come from
 * state, so offsets without the state that belongs to them would give too small ones. Committed records only.
 */
public final class BotEventsSource {
    /** How soon a partition that was added is found. */
    private static final Duration PARTITION_DISCOVERY = Duration.ofSeconds(10);
    /** Small enough that no partition of many waits long behind another's backlog. */
    private static final int MAX_BYTES_PER_PARTITION = 512 * 1024;

    private static final Duration GATHERING = Duration.ofMillis(100);
    private static final int GATHERED_BYTES = 256 * 1024;

    private BotEventsSource() {}

    /**
     * Records as soon as they are there.
     *
     * @param withTexts true for the messages' texts, false for the records' bytes
     */
    public static KafkaSource<BotRecord> atOnce(String bootstrapServers, String group, boolean withTexts) {
        return builder(bootstrapServers, group, withTexts).build();
    }

    /**
     * Records many at a time, which comes cheaper, with little delay.
     *
     * @param withTexts true for the messages' texts, false for the records' bytes
     */
    public static KafkaSource<BotRecord> gathered(String bootstrapServers, String group, boolean withTexts) {
        return builder(bootstrapServers, group, withTexts)
                .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(GATHERED_BYTES))
                .setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(GATHERING.toMillis()))
                .build();
    }

    private static KafkaSourceBuilder<BotRecord> builder(String bootstrapServers, String group, boolean withTexts) {
        return KafkaSource.<BotRecord>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(Topics.BOT_EVENTS)
                .setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new BotRecordDeserializer(withTexts))
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(MAX_BYTES_PER_PARTITION))
                .setProperty("partition.discovery.interval.ms", String.valueOf(PARTITION_DISCOVERY.toMillis()));
    }
}
