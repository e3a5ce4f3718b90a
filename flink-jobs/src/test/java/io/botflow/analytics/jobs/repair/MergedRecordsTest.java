package io.botflow.analytics.jobs.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MergedRecordsTest {
    private static final String TOPIC = "events";
    private static final int MOST_PARTITIONS = 5;
    private static final int MOST_RECORDS = 3_000;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    @RepeatedTest(5)
    void recordsComeInTheOrderInWhichTheBrokerTookThemHoweverTheyAreFetched() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
        for (int partition = 0; partition < 1 + random.nextInt(MOST_PARTITIONS); partition++) {
            long from = random.nextInt(10);
            long end = from + random.nextInt(MOST_RECORDS);
            ranges.put(partition, new OffsetRange(from, end));
            long takenAt = random.nextInt(1_000);
            // Some behind the end, which came after it was fixed.
            for (long offset = from; offset < end + 7; offset++) {
                takenAt += random.nextInt(5);
                all.add(record(partition, offset, takenAt));
            }
        }
        MergedRecords records = MergedRecords.of(consumer, TOPIC, ranges);
        consumer.setMaxPollRecords(1 + random.nextInt(700));
        all.forEach(consumer::addRecord);

        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> one = records.next(); one != null; one = records.next()) {
            read.add(one);
        }

        assertThat(read)
                .as("-Dbotflow.seed=%d", seed)
                .isSortedAccordingTo((one, other) -> Long.compare(one.timestamp(), other.timestamp()))
                .hasSize((int)
                        ranges.values().stream().mapToLong(OffsetRange::size).sum());
        ranges.forEach((partition, range) -> assertThat(read)
                .filteredOn(record -> record.partition() == partition)
                .extracting(ConsumerRecord::offset)
                .as("-Dbotflow.seed=%d", seed)
                .isSorted()
                .allMatch(offset -> offset >= range.from() && offset < range.to()));
    }

    @Test
    void thereIsNothingInNoPartitions() throws Exception {
        SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
        ranges.put(0, new OffsetRange(4, 4));

        assertThat(MergedRecords.of(consumer, TOPIC, ranges).next()).isNull();
    }

    /** As a transaction's end leaves it: an offset without a record. */
    @Test
    void aPartitionEndsWhereItsPositionSaysSo() throws Exception {
        SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
        ranges.put(0, new OffsetRange(0, 2));
        MergedRecords records = MergedRecords.of(consumer, TOPIC, ranges);
        consumer.addRecord(record(0, 0, 5));
        assertThat(records.next().offset()).isZero();

        consumer.schedulePollTask(() -> consumer.seek(new TopicPartition(TOPIC, 0), 2));

        assertThat(records.next()).isNull();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long takenAt) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                takenAt,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }
}
