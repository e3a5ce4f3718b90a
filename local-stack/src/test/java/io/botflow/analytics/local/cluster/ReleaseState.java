package io.botflow.analytics.local.cluster;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a release left behind: a savepoint of each job, the events that went before it and those that come after. Neither
 * may ever change.
 *
 * @param directory {@code before.jsonl.gz}, {@code after.jsonl.gz} and a directory for each job
 */
record ReleaseState(Path directory) {
    static final int PARTITIONS = 4;
    private static final int CONVERSATIONS = 24;

    /** Past the idle end of every conversation. */
    private static final Duration REST = Duration.ofHours(2);

    List<byte[]> before() throws IOException {
        return lines("before.jsonl.gz");
    }

    List<byte[]> after() throws IOException {
        return lines("after.jsonl.gz");
    }

    Path savepoint(BotJob job) {
        return directory.resolve(job.jobName());
    }

    static List<BotEvent> events(List<byte[]> lines) {
        return lines.stream()
                .map(line -> ReferenceEventReader.read(line).event())
                .toList();
    }

    /** Sends lines so that each always lies at the same offset of the same partition. */
    static void send(String bootstrapServers, List<byte[]> lines) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                sent.add(producer.send(new ProducerRecord<>(Topics.BOT_EVENTS, i % PARTITIONS, null, lines.get(i))));
            }
            for (Future<?> each : sent) {
                Object unused = each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an event was not stored", e);
        }
    }

    /** How many of so many lines lie in a partition. */
    static long sentTo(int partition, int lines) {
        return (lines + PARTITIONS - 1L - partition) / PARTITIONS;
    }

    /** Writes events for a release that has none yet: in any order, redelivered on both sides of the savepoint. */
    void writeEvents(long seed) throws IOException {
        Random random = new Random(seed);
        List<BotEvent> arrivals =
                GeneratedEvents.shuffledWithRedeliveries(GeneratedEvents.events(seed, CONVERSATIONS), random);
        int half = arrivals.size() / 2;
        List<BotEvent> after = new ArrayList<>(arrivals.subList(half, arrivals.size()));
        while (after.size() % PARTITIONS != 0) {
            after.add(arrivals.get(0));
        }
        for (int i = 0; i < PARTITIONS; i++) {
            after.add(closing(i));
        }
        write("before.jsonl.gz", arrivals.subList(0, half));
        write("after.jsonl.gz", after);
    }

    /** Keeps the savepoint that a job has just written. */
    void writeSavepoint(BotJob job, Path savepoint) throws IOException {
        copy(savepoint, savepoint(job));
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static BotEvent closing(int number) {
        return GeneratedEvents.apiCalled(
                new UUID(7, number),
                GeneratedEvents.BEGIN + GeneratedEvents.SPAN.plus(REST).toMillis(),
                new UUID(8, 0));
    }

    private void write(String name, List<BotEvent> events) throws IOException {
        Files.createDirectories(directory);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            for (BotEvent event : events) {
                out.write(EventJson.plain(event));
                out.write('\n');
            }
        }
    }

    private List<byte[]> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve(name))), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
