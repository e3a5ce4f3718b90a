package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.schemas.event.BotEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A way in which a record is no event. */
enum BadRecord {
    TOMBSTONE {
        @Override
        byte[] of(BotEvent event, Random random) {
            return null;
        }
    },
    EMPTY {
        @Override
        byte[] of(BotEvent event, Random random) {
            return new byte[0];
        }
    },
    CUT_SHORT {
        @Override
        byte[] of(BotEvent event, Random random) {
            byte[] whole = EventJson.plain(event);
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
    },
    GARBAGE {
        @Override
        byte[] of(BotEvent event, Random random) {
            byte[] garbage = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(garbage);
            return garbage;
        }
    },
    UNKNOWN_TYPE {
        @Override
        byte[] of(BotEvent event, Random random) {
            return replaced(event, "\"event_type\":\"", "\"event_type\":\"un");
        }
    },
    WITHOUT_ORGANIZATION {
        @Override
        byte[] of(BotEvent event, Random random) {
            return replaced(event, "\"organization_id\"", "\"organisation_id\"");
        }
    },
    /** Seconds, and not the text of a time. */
    NUMBER_FOR_TIME {
        @Override
        byte[] of(BotEvent event, Random random) {
            return timed(event, Long.toString(event.occurredAt() / 1_000));
        }
    },
    YEARS_AHEAD {
        @Override
        byte[] of(BotEvent event, Random random) {
            return timed(event, "\"" + (9_000 + random.nextInt(1_000)) + "-01-01T00:00:00Z\"");
        }
    };

    /** A record that is bad in this way; null for none at all. */
    abstract byte[] of(BotEvent event, Random random);

    /** The event with another time, which may be none. */
    static byte[] timed(BotEvent event, String json) {
        String plain = text(event);
        return plain.replaceFirst("\"occurred_at\":\"[^\"]*\"", "\"occurred_at\":" + json)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(BotEvent event, String part, String other) {
        return text(event).replace(part, other).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(BotEvent event) {
        return new String(EventJson.plain(event), StandardCharsets.UTF_8);
    }
}
