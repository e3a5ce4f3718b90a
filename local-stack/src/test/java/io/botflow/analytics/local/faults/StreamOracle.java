package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.local.RecordEnds;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Says of every record of the topic how it must end, by the reference reader; keeps the distinct events alone. */
final class StreamOracle {
    private static final int MOST_SHOWN = 20;
    private static final int LARGEST_SHOWN = 200;
    private static final int TOPIC_BYTES = 4 * 1024 * 1024;

    private final Map<Identity, BotEvent> events = new LinkedHashMap<>();
    private final Map<Place, Expected> turnedAway = new HashMap<>();
    private final Map<FaultReason, Long> reasons = new EnumMap<>(FaultReason.class);
    private final List<String> faults = new ArrayList<>();
    private long read;
    private long counted;
    private long duplicate;
    private long conflicts;
    private long deadLetter;
    private long late;

    private record Identity(UUID organizationId, UUID conversationId, UUID eventId) {}

    private record Place(int partition, long offset) {}

    /** What must lie in the topic of those turned away; no fault for a late event. */
    private record Expected(String topic, FaultReason reason, String field, int checksum) {}

    /** Takes a record of the topic of events. */
    void read(ConsumerRecord<byte[], byte[]> found, EventTimes times) {
        read++;
        ReferenceEventReader.Reading reading = ReferenceEventReader.read(found.value(), found.timestamp());
        if (!reading.isValid()) {
            deadLetter++;
            reasons.merge(reading.fault().reason(), 1L, Long::sum);
            expect(found, Topics.DEAD_LETTERS, reading.fault());
        } else if (times.isLate(reading.event())) {
            late++;
            expect(found, Topics.LATE, null);
        } else {
            count(ComparableEvent.of(reading.event()));
        }
    }

    private void count(BotEvent event) {
        BotEvent known = events.putIfAbsent(
                new Identity(event.organizationId(), event.conversationId(), event.eventId()), event);
        if (known == null) {
            counted++;
        } else {
            duplicate++;
            if (!known.equals(event)) {
                conflicts++;
            }
        }
    }

    private void expect(ConsumerRecord<byte[], byte[]> found, String topic, Fault fault) {
        boolean namesField =
                fault != null && fault.reason() != FaultReason.NOT_JSON && fault.reason() != FaultReason.TOO_LARGE;
        turnedAway.put(
                new Place(found.partition(), found.offset()),
                new Expected(
                        topic,
                        fault == null ? null : fault.reason(),
                        namesField ? fault.detail().intern() : null,
                        leftOver(found)));
    }

    /** What compression alone let into the topic of events is not all there in another. */
    private static int leftOver(ConsumerRecord<byte[], byte[]> found) {
        int keyBytes = found.key() == null ? 0 : found.key().length;
        int valueBytes = found.value() == null ? 0 : found.value().length;
        return checksum(
                keyBytes + valueBytes > TOPIC_BYTES ? null : found.key(),
                valueBytes > TOPIC_BYTES ? null : found.value());
    }

    /** Takes a record of a topic of those that were turned away; each must come once. */
    void turnedAway(ConsumerRecord<byte[], byte[]> found) {
        int partition = Integer.parseInt(header(found, Topics.HEADER_SOURCE_PARTITION));
        long offset = Long.parseLong(header(found, Topics.HEADER_SOURCE_OFFSET));
        Expected expected = turnedAway.remove(new Place(partition, offset));
        String reason = header(found, Topics.HEADER_REASON);
        String detail = header(found, Topics.HEADER_DETAIL);
        if (expected == null) {
            report(found, "is not expected there, or not again");
        } else if (!found.topic().equals(expected.topic())) {
            report(found, "should be in " + expected.topic());
        } else if (checksum(found.key(), found.value()) != expected.checksum()) {
            report(found, "has another key or value");
        } else if (expected.reason() != null && !expected.reason().wireName().equals(reason)) {
            report(found, "is " + reason + " instead of " + expected.reason().wireName());
        } else if (expected.field() != null && !expected.field().equals(detail)) {
            report(found, "names " + detail + " instead of " + expected.field());
        } else if (!Topics.BOT_EVENTS.equals(header(found, Topics.HEADER_SOURCE_TOPIC))) {
            report(found, "is of another topic");
        }
    }

    private void report(ConsumerRecord<byte[], byte[]> found, String fault) {
        if (faults.size() < MOST_SHOWN) {
            faults.add(found.topic() + " " + header(found, Topics.HEADER_SOURCE_PARTITION) + "/"
                    + header(found, Topics.HEADER_SOURCE_OFFSET) + " " + fault + ": " + shown(found.value()));
        }
    }

    /** What was wrong with those turned away so far, and how many are missing. */
    List<String> turnedAwayFaults() {
        List<String> all = new ArrayList<>(faults);
        turnedAway.entrySet().stream()
                .limit(MOST_SHOWN)
                .forEach(missing -> all.add(missing.getKey() + " is missing: " + missing.getValue()));
        return all;
    }

    /** How many records must have had which end. */
    RecordEnds ends() {
        return new RecordEnds(read, counted, duplicate, deadLetter, late);
    }

    /** Those duplicates whose content is another. */
    long conflicts() {
        return conflicts;
    }

    /** The events that the tables are made of. */
    Collection<BotEvent> events() {
        return events.values();
    }

    Map<FaultReason, Long> reasons() {
        return reasons;
    }

    private static int checksum(byte[]... parts) {
        CRC32C checksum = new CRC32C();
        for (byte[] part : parts) {
            checksum.update(part == null ? 0 : 1);
            if (part != null) {
                checksum.update(part, 0, part.length);
            }
        }
        return (int) checksum.getValue();
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String shown(byte[] value) {
        String text = value == null ? "a tombstone" : new String(value, StandardCharsets.ISO_8859_1);
        return text.length() > LARGEST_SHOWN ? text.substring(0, LARGEST_SHOWN) + "…" : text;
    }
}
