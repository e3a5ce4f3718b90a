package io.botflow.analytics.jobs.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Writes events as the JSON of topic {@code bot-events}: one object on one line. */
public final class EventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");
    private static final List<String> OPTIONAL =
            List.of("response_time_ms", "tokens_used", "cost_usd", "knowledge_base", "rating", "outcome");

    private EventJson() {}

    /** The plain style: every field of the type in order, lower-case ids, milliseconds and {@code Z}. */
    public static byte[] plain(BotEvent event) {
        List<String> members = new ArrayList<>();
        fields(event).forEach((name, value) -> members.add(member(name, value)));
        return bytes(members, ",", ":");
    }

    /**
     * The same event as an unlike producer might write it: upper-case ids, offsets and nine decimals, nulls, unknown
     * fields, repeated keys, any order and blanks.
     */
    public static byte[] lenient(BotEvent event, Random random) {
        Map<String, JsonNode> fields = fields(event);
        for (String id : List.of("event_id", "organization_id", "bot_id", "conversation_id")) {
            if (fields.containsKey(id) && random.nextInt(3) == 0) {
                fields.put(id, TextNode.valueOf(fields.get(id).asText().toUpperCase(Locale.ROOT)));
            }
        }
        if (random.nextInt(3) > 0) {
            fields.put("occurred_at", TextNode.valueOf(foreignTime(event.occurredAt(), random)));
        }
        for (String name : OPTIONAL) {
            if (!fields.containsKey(name) && random.nextInt(3) == 0) {
                fields.put(name, NullNode.getInstance());
            }
        }
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> members.add(member(name, value)));
        Collections.shuffle(members, random);
        addNoise(event, members, random);
        return random.nextBoolean() ? bytes(members, ",", ":") : bytes(members, " ,\t", "  : ");
    }

    private static void addNoise(BotEvent event, List<String> members, Random random) {
        if (random.nextInt(2) == 0) {
            members.add(
                    random.nextInt(members.size() + 1),
                    "\"channel\":{\"tags\":[\"a\",null,15e2,-0.0,{}],\"event_id\":7}");
        }
        if (random.nextInt(4) == 0) {
            members.add(0, "\"occurred_at\":\"yesterday\"");
            members.add(0, "\"event_type\":[1,{}]");
        }
        if (event.type() != EventType.CONVERSATION_RATED && random.nextInt(4) == 0) {
            members.add("\"rating\":\"not of this type, so unknown\"");
        }
        if (!event.type().isOfConversation() && random.nextInt(4) == 0) {
            members.add("\"bot_id\":\"none\",\"conversation_id\":\"\\ud800\",\"customer_phone\":\"\"");
        }
    }

    private static String foreignTime(long millis, Random random) {
        int offsetMinutes = random.nextInt(-18 * 60, 18 * 60 + 1);
        OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        int absolute = Math.abs(offsetMinutes);
        String decimals = "%06d".formatted(random.nextInt(1_000_000)).substring(0, random.nextInt(7));
        String offset = offsetMinutes == 0
                ? (random.nextBoolean() ? "Z" : "-00:00")
                : "%s%02d:%02d".formatted(offsetMinutes < 0 ? "-" : "+", absolute / 60, absolute % 60);
        return LOCAL_TIME.format(time) + decimals + offset;
    }

    private static Map<String, JsonNode> fields(BotEvent event) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        id(fields, "event_id", event.eventId());
        fields.put("event_type", lowerCase(event.type()));
        fields.put("occurred_at", TextNode.valueOf(RowText.time(event.occurredAt())));
        id(fields, "organization_id", event.organizationId());
        id(fields, "bot_id", event.botId());
        id(fields, "conversation_id", event.conversationId());
        text(fields, "customer_phone", event.customerPhone());
        text(fields, "text", event.text());
        if (event.type() == EventType.MESSAGE_SENT) {
            integer(fields, "response_time_ms", event.responseTimeMillis());
            fields.put("outcome", lowerCase(event.outcome()));
            integer(fields, "tokens_used", event.tokensUsed());
            fields.put("cost_usd", cost(event.costNanos()));
        }
        if (event.knowledgeBase() != null) {
            fields.put("knowledge_base", lowerCase(event.knowledgeBase()));
        }
        if (event.resolutionStatus() != null) {
            fields.put("resolution_status", lowerCase(event.resolutionStatus()));
        }
        integer(fields, "rating", event.rating());
        return fields;
    }

    private static JsonNode cost(long nanos) {
        BigDecimal usd = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return DecimalNode.valueOf(usd.setScale(Math.max(usd.scale(), 0)));
    }

    private static TextNode lowerCase(Enum<?> constant) {
        return TextNode.valueOf(constant.name().toLowerCase(Locale.ROOT));
    }

    private static void id(Map<String, JsonNode> fields, String name, UUID id) {
        text(fields, name, id == null ? null : id.toString());
    }

    private static void text(Map<String, JsonNode> fields, String name, String text) {
        if (text != null) {
            fields.put(name, TextNode.valueOf(text));
        }
    }

    private static void integer(Map<String, JsonNode> fields, String name, int number) {
        if (number != BotEvent.ABSENT) {
            fields.put(name, IntNode.valueOf(number));
        }
    }

    private static String member(String name, JsonNode value) {
        try {
            return "\"" + name + "\":"
                    + (value.isBigDecimal() ? value.decimalValue().toPlainString() : MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(List<String> members, String comma, String colon) {
        String json = members.stream()
                .map(member -> member.replaceFirst("\":", "\"" + colon))
                .reduce((left, right) -> left + comma + right)
                .orElse("");
        return ("{" + json + "}").getBytes(StandardCharsets.UTF_8);
    }
}
