package io.botflow.analytics.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.schemas.event.Decoded;
import io.botflow.analytics.schemas.event.EventDecoder;
import io.botflow.analytics.schemas.event.FaultReason;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decoder of the jobs and the reader that was written without it agree on every record, and on why not. */
class HostileDecodingTest {
    private static final int RECORDS = Integer.getInteger("botflow.decoded.records", 200_000);
    private static final int LARGEST_SHOWN = 400;
    /** Of 2026, when the generated events are of the past. */
    private static final long NOW = GeneratedEvents.BEGIN + GeneratedEvents.SPAN.toMillis();

    private final EventDecoder decoder = new EventDecoder(true);
    private final Map<FaultReason, Integer> reasons = new EnumMap<>(FaultReason.class);

    @Test
    void bothSayTheSame() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("HostileDecodingTest: -Dbotflow.seed=" + seed);
        HostileValues values = new HostileValues(GeneratedEvents.events(seed, 100), new Random(seed));

        for (byte[] value : values.each()) {
            assertSame(value, seed);
        }
        for (int i = 0; i < RECORDS; i++) {
            assertSame(values.any(), seed);
        }

        System.out.println("HostileDecodingTest: " + reasons);
        assertThat(reasons).containsOnlyKeys(FaultReason.values());
    }

    private void assertSame(byte[] value, long seed) {
        Decoded decoded = decoder.decode(value, NOW);
        ReferenceEventReader.Reading expected = ReferenceEventReader.read(value, NOW);
        if (!expected.isValid()) {
            reasons.merge(expected.fault().reason(), 1, Integer::sum);
        }
        boolean same = expected.isValid()
                ? decoded.isValid() && sameEvent(decoded, expected)
                : !decoded.isValid()
                        && decoded.fault().reason() == expected.fault().reason()
                        && (!namesField(expected.fault().reason())
                                || decoded.fault()
                                        .detail()
                                        .equals(expected.fault().detail()));
        assertThat(same)
                .as("-Dbotflow.seed=%d: %s is %s instead of %s", seed, shown(value), decoded, expected)
                .isTrue();
    }

    /** But for the hash of the text, which only the jobs have. */
    private static boolean sameEvent(Decoded decoded, ReferenceEventReader.Reading expected) {
        return ComparableEvent.of(decoded.event()).equals(ComparableEvent.of(expected.event()));
    }

    private static boolean namesField(FaultReason reason) {
        return reason != FaultReason.NOT_JSON && reason != FaultReason.TOO_LARGE;
    }

    private static String shown(byte[] value) {
        String text = value == null ? "a tombstone" : new String(value, StandardCharsets.ISO_8859_1);
        return text.length() > LARGEST_SHOWN ? text.substring(0, LARGEST_SHOWN) + "…" : text;
    }
}
