package io.botflow.analytics.schemas.event;

import io.botflow.analytics.schemas.event.JsonScanner.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one record of topic {@code bot-events} into a {@link BotEvent}, or names its fault; it never throws.
 *
 * <p>Two steps: {@link JsonScanner} decides whether the bytes are one JSON object and where its fields lie, then the
 * fields that count in the event's type are read, in the contract's order; the first that breaks a rule is named. Not
 * safe for threads.
 */
public final class EventDecoder {
    /** Largest record in bytes. */
    public static final int MAX_RECORD_BYTES = 256 * 1024;
    /** How far, in milliseconds, an event may be ahead of its record's Kafka timestamp. */
    public static final long MAX_AHEAD_MILLIS = 10 * 60_000;

    private static final int MAX_PHONE_CODE_POINTS = 64;
    private static final int MAX_TEXT_CODE_POINTS = 65_536;
    private static final int MAX_RESPONSE_TIME_MILLIS = 86_400_000;
    private static final int MAX_COST_USD = 1_000_000;
    private static final int LOWEST_RATING = 1;
    private static final int HIGHEST_RATING = 5;

    private static final Map<String, EventType> EVENT_TYPES = byWireName(EventType.values());
    private static final Map<String, Outcome> OUTCOMES = byWireName(Outcome.values());
    private static final Map<String, KnowledgeBase> KNOWLEDGE_BASE = byWireName(KnowledgeBase.values());
    private static final Map<String, ResolutionStatus> RESOLUTIONS = byWireName(ResolutionStatus.values());

    private final JsonScanner scanner = new JsonScanner();
    private final Utf8Unescaper unescaper = new Utf8Unescaper();
    private final boolean withTexts;
    private byte[] json = {};
    // The field string() read last, its escapes taken out.
    private byte[] utf8 = {};
    private int utf8Start;
    private int utf8End;

    /** @param withTexts false leaves {@link BotEvent#text()} out, for readers that need no more than its hash */
    public EventDecoder(boolean withTexts) {
        this.withTexts = withTexts;
    }

    /**
     * Decodes one record.
     *
     * @param value the record's value, null for a tombstone
     * @param kafkaTimestamp when the broker took the record, milliseconds since the epoch
     */
    public Decoded decode(byte[] value, long kafkaTimestamp) {
        try {
            return new Decoded(event(value, kafkaTimestamp), null);
        } catch (Invalid invalid) {
            return new Decoded(null, invalid.fault);
        }
    }

    private BotEvent event(byte[] value, long kafkaTimestamp) throws Invalid {
        if (value == null) {
            throw new Invalid(FaultReason.NOT_JSON, "the record has no value");
        }
        if (value.length > MAX_RECORD_BYTES) {
            throw new Invalid(
                    FaultReason.TOO_LARGE, "record of " + value.length + " bytes, at most " + MAX_RECORD_BYTES);
        }
        json = value;
        if (!scanner.scan(value)) {
            throw new Invalid(FaultReason.NOT_JSON, "the record is not one JSON object in UTF-8");
        }
        EventType type = type();
        UUID eventId = id(Field.EVENT_ID);
        long occurredAt = occurredAt();
        UUID organizationId = id(Field.ORGANIZATION_ID);
        boolean ofConversation = type.isOfConversation();
        UUID botId = ofConversation ? id(Field.BOT_ID) : null;
        UUID conversationId = ofConversation ? id(Field.CONVERSATION_ID) : null;
        String customerPhone = ofConversation ? customerPhone() : null;

        String text = null;
        long textHash = 0;
        int responseTimeMillis = BotEvent.ABSENT;
        Outcome outcome = null;
        int tokensUsed = 0;
        long costNanos = 0;
        KnowledgeBase knowledgeBase = null;
        ResolutionStatus resolutionStatus = null;
        int rating = BotEvent.ABSENT;
        switch (type) {
            case MESSAGE_RECEIVED, MESSAGE_SENT -> {
                string(Field.TEXT, 0, MAX_TEXT_CODE_POINTS);
                textHash = Hash64.of(utf8, utf8Start, utf8End);
                text = withTexts ? utf8() : null;
                if (type == EventType.MESSAGE_SENT) {
                    responseTimeMillis =
                            (int) integer(Field.RESPONSE_TIME_MS, MAX_RESPONSE_TIME_MILLIS, BotEvent.ABSENT);
                    outcome = oneOf(Field.OUTCOME, OUTCOMES, FaultReason.BAD_VALUE);
                    tokensUsed = (int) integer(Field.TOKENS_USED, Integer.MAX_VALUE, 0);
                    costNanos = costNanos();
                    knowledgeBase = isAbsent(Field.KNOWLEDGE_BASE)
                            ? null
                            : oneOf(Field.KNOWLEDGE_BASE, KNOWLEDGE_BASE, FaultReason.BAD_VALUE);
                }
            }
            case CONVERSATION_ENDED ->
                resolutionStatus = oneOf(Field.RESOLUTION_STATUS, RESOLUTIONS, FaultReason.BAD_VALUE);
            case CONVERSATION_RATED -> rating = rating();
            case CONVERSATION_STARTED, CONVERSATION_ESCALATED, API_CALLED, WEBHOOK_RECEIVED -> {}
        }
        if (occurredAt - MAX_AHEAD_MILLIS > kafkaTimestamp) {
            throw new Invalid(FaultReason.IN_THE_FUTURE, Field.OCCURRED_AT);
        }
        return new BotEvent(
                type,
                eventId,
                occurredAt,
                organizationId,
                botId,
                conversationId,
                customerPhone,
                text,
                textHash,
                responseTimeMillis,
                outcome,
                tokensUsed,
                costNanos,
                knowledgeBase,
                resolutionStatus,
                rating);
    }

    private EventType type() throws Invalid {
        return oneOf(Field.EVENT_TYPE, EVENT_TYPES, FaultReason.UNKNOWN_EVENT_TYPE);
    }

    private UUID id(Field field) throws Invalid {
        string(field);
        int at = utf8Start;
        if (utf8End - at != 36
                || utf8[at + 8] != '-'
                || utf8[at + 13] != '-'
                || utf8[at + 18] != '-'
                || utf8[at + 23] != '-') {
            throw new Invalid(FaultReason.BAD_VALUE, field);
        }
        long timeLow = Hex.value(utf8, at, 8);
        long timeMid = Hex.value(utf8, at + 9, 4);
        long timeHigh = Hex.value(utf8, at + 14, 4);
        long sequence = Hex.value(utf8, at + 19, 4);
        long node = Hex.value(utf8, at + 24, 12);
        if ((timeLow | timeMid | timeHigh | sequence | node) < 0) {
            throw new Invalid(FaultReason.BAD_VALUE, field);
        }
        return new UUID((timeLow << 32) | (timeMid << 16) | timeHigh, (sequence << 48) | node);
    }

    private long occurredAt() throws Invalid {
        string(Field.OCCURRED_AT);
        long occurredAt = Rfc3339.epochMillis(utf8, utf8Start, utf8End);
        if (occurredAt == Rfc3339.INVALID) {
            throw new Invalid(FaultReason.BAD_VALUE, Field.OCCURRED_AT);
        }
        return occurredAt;
    }

    private String customerPhone() throws Invalid {
        string(Field.CUSTOMER_PHONE, 1, MAX_PHONE_CODE_POINTS);
        return utf8();
    }

    private int rating() throws Invalid {
        int rating = (int) integer(Field.RATING, HIGHEST_RATING, 0);
        if (rating < LOWEST_RATING) {
            throw new Invalid(isAbsent(Field.RATING) ? FaultReason.MISSING_FIELD : FaultReason.BAD_VALUE, Field.RATING);
        }
        return rating;
    }

    private long integer(Field field, int max, int absent) throws Invalid {
        if (isAbsent(field)) {
            return absent;
        }
        long value = scanner.kind(field) == Kind.INTEGER
                ? Numbers.integer(json, scanner.start(field), scanner.end(field), max)
                : Numbers.OUT_OF_RANGE;
        if (value == Numbers.OUT_OF_RANGE) {
            throw new Invalid(FaultReason.BAD_VALUE, field);
        }
        return value;
    }

    private long costNanos() throws Invalid {
        Kind kind = scanner.kind(Field.COST_USD);
        if (isAbsent(Field.COST_USD)) {
            return 0;
        }
        long nanos = kind == Kind.INTEGER || kind == Kind.DECIMAL
                ? Numbers.nanos(json, scanner.start(Field.COST_USD), scanner.end(Field.COST_USD), MAX_COST_USD)
                : Numbers.OUT_OF_RANGE;
        if (nanos == Numbers.OUT_OF_RANGE) {
            throw new Invalid(FaultReason.BAD_VALUE, Field.COST_USD);
        }
        return nanos;
    }

    private <E> E oneOf(Field field, Map<String, E> values, FaultReason reasonIfUnknown) throws Invalid {
        string(field);
        String name = utf8();
        E value = values.get(name);
        if (value == null) {
            throw new Invalid(name.indexOf('\0') >= 0 ? FaultReason.BAD_VALUE : reasonIfUnknown, field);
        }
        return value;
    }

    private void string(Field field, int fewestCodePoints, int mostCodePoints) throws Invalid {
        string(field);
        int codePoints = 0;
        for (int at = utf8Start; at < utf8End; at++) {
            byte b = utf8[at];
            if (b == 0) {
                throw new Invalid(FaultReason.BAD_VALUE, field);
            }
            boolean startsCodePoint = (b & 0xc0) != 0x80;
            if (startsCodePoint) {
                codePoints++;
            }
        }
        if (codePoints < fewestCodePoints || codePoints > mostCodePoints) {
            throw new Invalid(FaultReason.BAD_VALUE, field);
        }
    }

    private void string(Field field) throws Invalid {
        if (isAbsent(field)) {
            throw new Invalid(FaultReason.MISSING_FIELD, field);
        }
        switch (scanner.kind(field)) {
            case PLAIN_STRING -> {
                utf8 = json;
                utf8Start = scanner.start(field);
                utf8End = scanner.end(field);
            }
            case ESCAPED_STRING -> {
                if (!unescaper.unescape(json, scanner.start(field), scanner.end(field))) {
                    throw new Invalid(FaultReason.BAD_VALUE, field);
                }
                utf8 = unescaper.bytes();
                utf8Start = 0;
                utf8End = unescaper.length();
            }
            default -> throw new Invalid(FaultReason.BAD_VALUE, field);
        }
    }

    private String utf8() {
        return new String(utf8, utf8Start, utf8End - utf8Start, StandardCharsets.UTF_8);
    }

    private boolean isAbsent(Field field) {
        Kind kind = scanner.kind(field);
        return kind == Kind.ABSENT || kind == Kind.NULL;
    }

    private static <E extends Enum<E>> Map<String, E> byWireName(E[] values) {
        return Stream.of(values)
                .collect(Collectors.toUnmodifiableMap(
                        value -> value.name().toLowerCase(Locale.ROOT), Function.identity()));
    }

    /** Leaves the decoding of a record at its first fault; it has no stack trace, since floods of faults must be cheap. */
    private static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Fault fault;

        Invalid(FaultReason reason, Field field) {
            this(reason, field.wireName());
        }

        Invalid(FaultReason reason, String detail) {
            super(detail, null, false, false);
            this.fault = new Fault(reason, detail);
        }
    }
}
