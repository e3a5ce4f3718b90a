package io.botflow.analytics.jobs.oracle;

import com.fasterxml.jackson.core.JsonToken;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader.Field;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.FaultReason;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of one JSON object, read by their rules; {@code null} counts as absent. */
final class ReferenceFields {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?(?:Z|([+-])(\\d\\d):(\\d\\d))");
    private static final BigDecimal MAX_COST = BigDecimal.valueOf(1_000_000);

    private final Map<String, Field> fields;

    ReferenceFields(Map<String, Field> fields) {
        this.fields = fields;
    }

    EventType eventType() throws InvalidRecord {
        String name = string("event_type", Integer.MAX_VALUE);
        EventType type = constant(EventType.class, name);
        if (type == null) {
            throw new InvalidRecord(FaultReason.UNKNOWN_EVENT_TYPE, "event_type");
        }
        return type;
    }

    BotEvent event(EventType type) throws InvalidRecord {
        boolean ofConversation = type.isOfConversation();
        boolean sent = type == EventType.MESSAGE_SENT;
        boolean message = sent || type == EventType.MESSAGE_RECEIVED;
        UUID eventId = id("event_id");
        long occurredAt = time("occurred_at");
        UUID organizationId = id("organization_id");
        UUID botId = ofConversation ? id("bot_id") : null;
        UUID conversationId = ofConversation ? id("conversation_id") : null;
        String phone = ofConversation ? phone() : null;
        String text = message ? string("text", 65_536) : null;
        return new BotEvent(
                type,
                eventId,
                occurredAt,
                organizationId,
                botId,
                conversationId,
                phone,
                text,
                text == null ? 0 : text.hashCode(),
                sent && has("response_time_ms") ? integer("response_time_ms", 0, 86_400_000) : BotEvent.ABSENT,
                sent ? required(Outcome.class, "outcome") : null,
                sent && has("tokens_used") ? integer("tokens_used", 0, Integer.MAX_VALUE) : 0,
                sent && has("cost_usd") ? costNanos() : 0,
                sent && has("knowledge_base") ? required(KnowledgeBase.class, "knowledge_base") : null,
                type == EventType.CONVERSATION_ENDED ? required(ResolutionStatus.class, "resolution_status") : null,
                type == EventType.CONVERSATION_RATED ? integer("rating", 1, 5) : BotEvent.ABSENT);
    }

    private boolean has(String name) {
        Field field = fields.get(name);
        return field != null && field.token() != JsonToken.VALUE_NULL;
    }

    private Field field(String name) throws InvalidRecord {
        if (!has(name)) {
            throw new InvalidRecord(FaultReason.MISSING_FIELD, name);
        }
        return fields.get(name);
    }

    private String string(String name, int maxCodePoints) throws InvalidRecord {
        Field field = field(name);
        String text = field.text();
        require(field.token() == JsonToken.VALUE_STRING, name);
        require(text.indexOf('\0') < 0, name);
        require(text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE), name);
        require(text.codePointCount(0, text.length()) <= maxCodePoints, name);
        return text;
    }

    private String phone() throws InvalidRecord {
        String phone = string("customer_phone", 64);
        require(!phone.isEmpty(), "customer_phone");
        return phone;
    }

    private UUID id(String name) throws InvalidRecord {
        String text = string(name, Integer.MAX_VALUE);
        require(ID.matcher(text).matches(), name);
        return UUID.fromString(text);
    }

    private long time(String name) throws InvalidRecord {
        Matcher parts = TIME.matcher(string(name, Integer.MAX_VALUE));
        require(parts.matches(), name);
        try {
            LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
            LocalTime time = LocalTime.of(number(parts, 4), number(parts, 5), number(parts, 6));
            int offsetMinutes = 0;
            if (parts.group(8) != null) {
                require(number(parts, 10) <= 59, name);
                offsetMinutes = number(parts, 9) * 60 + number(parts, 10);
                require(offsetMinutes <= 18 * 60, name);
                offsetMinutes = parts.group(8).equals("-") ? -offsetMinutes : offsetMinutes;
            }
            LocalDateTime utc = date.atTime(time).minusMinutes(offsetMinutes);
            require(date.getYear() >= 1 && utc.getYear() >= 1 && utc.getYear() <= 9999, name);
            String decimals = parts.group(7) == null ? "" : parts.group(7);
            return utc.toEpochSecond(ZoneOffset.UTC) * 1000 + Integer.parseInt((decimals + "000").substring(0, 3));
        } catch (DateTimeException e) {
            throw new InvalidRecord(FaultReason.BAD_VALUE, name);
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private int integer(String name, int min, int max) throws InvalidRecord {
        Field field = field(name);
        require(field.token() == JsonToken.VALUE_NUMBER_INT, name);
        var number = new BigInteger(field.text());
        require(number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0, name);
        return number.intValueExact();
    }

    private long costNanos() throws InvalidRecord {
        Field field = field("cost_usd");
        require(field.token().isNumeric(), "cost_usd");
        BigDecimal cost = cost(field.text());
        require(cost.signum() >= 0 && cost.compareTo(MAX_COST) <= 0, "cost_usd");
        // Zero and next to zero may be written with exponents that no scale is changed by.
        boolean vanishes = cost.signum() == 0 || cost.precision() - cost.scale() < -9;
        return vanishes
                ? 0
                : cost.setScale(9, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    /** BigDecimal refuses exponents of ten digits; such a number is zero, next to zero or beyond every limit. */
    private static BigDecimal cost(String text) throws InvalidRecord {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            int exponent = text.toLowerCase(Locale.ROOT).indexOf('e');
            boolean zero = text.substring(0, exponent).matches("[-0.]*");
            if (zero) {
                return BigDecimal.ZERO;
            }
            require(!text.startsWith("-") && text.charAt(exponent + 1) == '-', "cost_usd");
            return BigDecimal.ZERO;
        }
    }

    private <E extends Enum<E>> E required(Class<E> type, String name) throws InvalidRecord {
        E value = constant(type, string(name, Integer.MAX_VALUE));
        require(value != null, name);
        return value;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(wireName)) {
                return constant;
            }
        }
        return null;
    }

    private static void require(boolean rule, String name) throws InvalidRecord {
        if (!rule) {
            throw new InvalidRecord(FaultReason.BAD_VALUE, name);
        }
    }
}
