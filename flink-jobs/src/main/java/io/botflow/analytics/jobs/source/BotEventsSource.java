package io.botflow.analytics.jobs.source;

import io.botflow.analytics.schemas.Topics;
import java.time.Duration;
import org.apache.flink.connector.kafka.source.KafkaSource;
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

    /** A fetch that has so much does not wait. */
    private static final int GATHERED_BYTES = 256 * 1024;

    /** A gathering that delays tables little beside the interval of their upserts. */
    public static final Duration FOR_TABLES = Duration.ofMillis(100);

    private BotEventsSource() {}

    /**
     * The events of a topic that is read on.
     *
     * @param withTexts true for the messages' texts, false for the records' bytes
     * @param gathering how long a fetch may wait for more: each costs the broker as much as many records do
     */
    public static KafkaSource<BotRecord> of(
            String bootstrapServers, String group, boolean withTexts, Duration gathering) {
        return KafkaSource.<BotRecord>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(Topics.BOT_EVENTS)
                .setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new BotRecordDeserializer(withTexts))
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(MAX_BYTES_PER_PARTITION))
                .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(GATHERED_BYTES))
                .setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(gathering.toMillis()))
                .setProperty("partition.discovery.interval.ms", String.valueOf(PARTITION_DISCOVERY.toMillis()))
                .build();
    }
}
