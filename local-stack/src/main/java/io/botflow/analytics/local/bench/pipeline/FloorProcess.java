package io.botflow.analytics.local.bench.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.botflow.analytics.local.RecordEnds;
import io.botflow.analytics.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The least that any program has to do with the records: plain consumers with the settings they have by default, Jackson,
 * and nothing else.
 */
public final class FloorProcess {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long SAMPLE_MILLIS = 100;

    private FloorProcess() {}

    /**
     * Reads the topic to its end.
     *
     * @param arguments broker, file for samples, number of records, number of threads
     */
    public static void main(String[] arguments) throws Exception {
        String bootstrapServers = arguments[0];
        SampleFile samples = new SampleFile(Path.of(arguments[1]));
        long records = Long.parseLong(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        LongAdder read = new LongAdder();
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        samples.append(Sample.now(ends(0)));
        List<Future<Long>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Callable<Long> reader = () -> readPartitions(bootstrapServers, number, threads, records, read);
            results.add(readers.submit(reader));
        }
        readers.shutdown();
        do {
            // The last sample comes after the last record.
            samples.append(Sample.now(ends(read.sum())));
        } while (!readers.awaitTermination(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
        samples.append(Sample.now(ends(read.sum())));
        for (Future<Long> result : results) {
            result.get();
        }
    }

    private static RecordEnds ends(long read) {
        return new RecordEnds(read, read, 0, 0, 0);
    }

    /** Each thread has its share of the partitions, as each of the job's readers has. */
    private static long readPartitions(String bootstrapServers, int number, int threads, long records, LongAdder read)
            throws IOException {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        ObjectReader json = new ObjectMapper().readerFor(FloorEvent.class);
        long used = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> own = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(Topics.BOT_EVENTS)) {
                if (partition.partition() % threads == number) {
                    own.add(new TopicPartition(Topics.BOT_EVENTS, partition.partition()));
                }
            }
            consumer.assign(own);
            while (read.sum() < records) {
                int polled = 0;
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                    FloorEvent event = json.readValue(one.value());
                    // Used, so that reading it is not optimized away.
                    used += event.eventId().length();
                    polled++;
                }
                read.add(polled);
            }
        }
        return used;
    }
}
