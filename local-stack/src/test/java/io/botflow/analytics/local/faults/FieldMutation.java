package io.botflow.analytics.local.faults;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One event as JSON whose fields are missing, repeated, of the wrong kind, or hold what they should not. */
final class FieldMutation {
    static final List<String> NAMES = List.of(
            "event_id",
            "event_type",
            "occurred_at",
            "organization_id",
            "bot_id",
            "conversation_id",
            "customer_phone",
            "text",
            "response_time_ms",
            "outcome",
            "tokens_used",
            "cost_usd",
            "knowledge_base",
            "resolution_status",
            "rating");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Random random;

    FieldMutation(Random random) {
        this.random = random;
    }

    /** A name and a value, both as they stand in JSON. */
    private record Member(String name, String value) {}

    /** The event with a few changes. */
    byte[] of(BotEvent event) {
        List<Member> members = members(event);
        do {
            change(members);
        } while (random.nextInt(3) == 0);
        return bytes(members);
    }

    /** The event with one of its texts replaced; most are valid still. */
    byte[] withText(BotEvent event) {
        List<Member> members = members(event);
        String name = event.text() == null || random.nextInt(3) == 0 ? "customer_phone" : "text";
        replace(members, name, HostileTokens.string(HostileTexts.any(random)));
        return bytes(members);
    }

    /** The event at a time that somebody made up. */
    byte[] withTime(BotEvent event) {
        List<Member> members = members(event);
        replace(members, "occurred_at", HostileTokens.time(random));
        return bytes(members);
    }

    /** The event with a value in a field. */
    byte[] with(BotEvent event, String name, String value) {
        List<Member> members = members(event);
        replace(members, name, value);
        return bytes(members);
    }

    private void change(List<Member> members) {
        int at = random.nextInt(members.size());
        Member member = members.get(at);
        String known = member.name().substring(1, member.name().length() - 1);
        String name = random.nextInt(4) > 0 && NAMES.contains(known) ? known : NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(9)) {
            case 0 -> members.removeIf(each -> each.name().equals(quoted(name)));
            case 1 -> replace(members, name, "null");
            case 2 -> members.add(0, new Member(quoted(name), HostileTokens.any(random)));
            case 3 -> members.add(new Member(quoted(name), HostileTokens.any(random)));
            case 4 -> members.set(at, new Member(quoted(name.toUpperCase(Locale.ROOT)), member.value()));
            case 5 -> members.set(at, new Member(quoted(escaped(name)), member.value()));
            case 6 ->
                members.add(new Member(HostileTokens.string(HostileTexts.any(random)), HostileTokens.any(random)));
            default -> replace(members, name, HostileTokens.any(random));
        }
        if (members.isEmpty()) {
            members.add(member);
        }
    }

    private static void replace(List<Member> members, String name, String value) {
        members.removeIf(each -> each.name().equals(quoted(name)));
        members.add(new Member(quoted(name), value));
    }

    /** The same name with its first letter written as an escape. */
    private static String escaped(String name) {
        return "\\u%04x%s".formatted((int) name.charAt(0), name.substring(1));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private static List<Member> members(BotEvent event) {
        try {
            List<Member> members = new ArrayList<>();
            for (var field : JSON.readTree(EventJson.plain(event)).properties()) {
                members.add(new Member(quoted(field.getKey()), text(field.getValue())));
            }
            return members;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode value) {
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.toString();
    }

    private static byte[] bytes(List<Member> members) {
        List<String> texts = members.stream()
                .map(member -> member.name() + ":" + member.value())
                .toList();
        return ("{" + String.join(",", texts) + "}").getBytes(StandardCharsets.UTF_8);
    }
}
