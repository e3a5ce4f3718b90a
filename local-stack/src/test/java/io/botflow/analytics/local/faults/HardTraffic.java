package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Several producers that send a hard stream, as much of it as they are allowed to, and try for long when Kafka is away. */
final class HardTraffic implements AutoCloseable {
    private static final int PRODUCERS = 4;
    /** What is allowed at a time takes so long to be sent: a fault strikes in the middle of it. */
    private static final Duration PHASE = Duration.ofSeconds(12);

    private static final int PACES_PER_SECOND = 20;
    private static final int WRONG_CLOCK_RECORDS = 60;
    /** Longer than any fault. */
    private static final int DELIVERY_MILLIS = 600_000;

    /** What becomes of milliseconds that are taken for microseconds: a time in January 1970, long past any horizon. */
    private static final long LOST_DIGITS = 1_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentBesides = new AtomicLong();
    private final Producer<String, byte[]> extra;
    private final String bootstrapServers;
    private final Random random;
    private volatile double recordsPerSecond;
    private volatile long allowed;
    private volatile boolean isClosed;

    private HardTraffic(String bootstrapServers, long seed) {
        this.bootstrapServers = bootstrapServers;
        this.extra = producer(bootstrapServers);
        this.random = new Random(seed);
    }

    /** Starts producers that are not allowed to send anything yet. */
    static HardTraffic start(String bootstrapServers, long seed, long records) {
        HardTraffic traffic = new HardTraffic(bootstrapServers, seed);
        for (int i = 0; i < PRODUCERS; i++) {
            RecordStream stream = new RecordStream(traffic.random.nextLong(), records / PRODUCERS);
            Thread thread = new Thread(() -> traffic.send(stream), "producer-" + i);
            traffic.threads.add(thread);
            thread.start();
        }
        return traffic;
    }

    private static Producer<String, byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        DELIVERY_MILLIS),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** So many records may have been sent in all, at the pace that those allowed last take. */
    void allow(long records) {
        if (records > allowed) {
            recordsPerSecond = (double) (records - allowed) / PHASE.toSeconds();
            allowed = records;
        }
    }

    long sent() {
        return sent.get();
    }

    /** Whether all that was allowed is stored. */
    boolean isThrough() {
        throwFailure();
        return sent.get() >= allowed / PRODUCERS * PRODUCERS;
    }

    private void send(RecordStream stream) {
        long own = 0;
        try (Producer<String, byte[]> producer = producer(bootstrapServers)) {
            while (!isClosed) {
                long most = Math.max(1, (long) (recordsPerSecond / PRODUCERS / PACES_PER_SECOND));
                for (long i = 0; i < most && own < allowed / PRODUCERS; i++) {
                    RecordStream.Outgoing outgoing = stream.next();
                    send(
                            producer,
                            new ProducerRecord<>(
                                    Topics.BOT_EVENTS, outgoing.partition(), outgoing.key(), outgoing.value()),
                            sent);
                    own++;
                }
                TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(1) / PACES_PER_SECOND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(Producer<String, byte[]> producer, ProducerRecord<String, byte[]> outgoing, AtomicLong stored) {
        // Failures arrive at the callback.
        Future<RecordMetadata> unused = producer.send(outgoing, (metadata, e) -> {
            if (e == null) {
                stored.incrementAndGet();
            } else {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** Events of a producer whose clock is years ahead, that gives seconds, and that loses three digits. */
    void sendWithClocksOff() {
        List<BotEvent> events = GeneratedEvents.events(random.nextLong(), WRONG_CLOCK_RECORDS / 10);
        for (BotEvent event : events.subList(0, WRONG_CLOCK_RECORDS)) {
            for (BadRecord bad : List.of(BadRecord.YEARS_AHEAD, BadRecord.NUMBER_FOR_TIME)) {
                sendExtra(null, event, bad.of(event, random));
            }
            sendExtra(null, event, EventJson.plain(GeneratedEvents.at(event, event.occurredAt() / LOST_DIGITS)));
        }
        flushExtra();
    }

    /** Moves event time on every partition that there is. */
    void moveTime(long to) {
        UUID organization = new UUID(random.nextLong(), random.nextLong());
        for (PartitionInfo partition : extra.partitionsFor(Topics.BOT_EVENTS)) {
            BotEvent event =
                    GeneratedEvents.apiCalled(new UUID(random.nextLong(), random.nextLong()), to, organization);
            sendExtra(partition.partition(), event, EventJson.plain(event));
        }
        flushExtra();
    }

    private void sendExtra(Integer partition, BotEvent event, byte[] value) {
        send(
                extra,
                new ProducerRecord<>(
                        Topics.BOT_EVENTS, partition, event.organizationId().toString(), value),
                sentBesides);
    }

    private void flushExtra() {
        extra.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("a record was not stored: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        threads.forEach(Thread::interrupt);
        extra.close(Duration.ZERO);
    }
}
