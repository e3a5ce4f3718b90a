package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.schemas.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/** Writes the events of a plan; each text begins with the run and the number of the frame that it causes. */
final class LoadEvents {
    /** Ends each of the words that a frame is known by. */
    static final char SEPARATOR = ' ';

    private static final int BOTS = 5;
    private static final String QUESTION = "could you tell me when my parcel will be here, please?";
    private static final String ANSWER = "it left the depot this morning and will be with you before noon.";
    private static final int FASTEST_MILLIS = 200;
    private static final int SLOWEST_MILLIS = 2_000;

    private final String run;
    private final LoadPlan plan;

    /** @param run tells the frames of one measurement from those of any other; without a space */
    LoadEvents(String run, LoadPlan plan) {
        this.run = run;
        this.plan = plan;
    }

    /** What all of this run's texts begin with. */
    String prefix() {
        return run + SEPARATOR;
    }

    /** The organizations that the load belongs to: the same in every run, so that runs do not fill a stack with them. */
    static List<Organization> organizations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Organization(named("bench organization " + i), "Bench " + i, "UTC"))
                .toList();
    }

    static List<Bot> bots(int organizations) {
        List<Bot> bots = new ArrayList<>();
        for (int organization = 0; organization < organizations; organization++) {
            for (int bot = 0; bot < BOTS; bot++) {
                bots.add(new Bot(
                        named("bench organization " + organization),
                        named("bench bot " + organization + "/" + bot),
                        "Bench bot " + bot));
            }
        }
        return bots;
    }

    /** The key of an event's record. */
    String key(long number) {
        return conversationId(number).toString();
    }

    /** The event of a number, without blanks. */
    byte[] event(long number, Instant at) {
        boolean isAnswer = plan.isAnswer(number);
        int organization = plan.organization(number);
        int bot = Math.floorMod(plan.conversation(number), BOTS);
        StringBuilder json = new StringBuilder(512).append('{');
        field(json, "event_id", named(run + "/event/" + number).toString());
        EventType type = isAnswer ? EventType.MESSAGE_SENT : EventType.MESSAGE_RECEIVED;
        field(json, "event_type", type.name().toLowerCase(Locale.ROOT));
        field(json, "occurred_at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        field(
                json,
                "organization_id",
                named("bench organization " + organization).toString());
        field(json, "bot_id", named("bench bot " + organization + "/" + bot).toString());
        field(json, "conversation_id", conversationId(number).toString());
        field(json, "customer_phone", "+2782" + (1_000_000 + plan.conversation(number)));
        field(json, "text", prefix() + plan.sequence(number) + SEPARATOR + (isAnswer ? ANSWER : QUESTION));
        if (isAnswer) {
            field(json, "outcome", number % 10 == 1 ? "fallback" : "success");
            json.append("\"response_time_ms\":")
                    .append(FASTEST_MILLIS + number * 37 % (SLOWEST_MILLIS - FASTEST_MILLIS))
                    .append(",\"tokens_used\":")
                    .append(50 + number % 200)
                    .append(",\"cost_usd\":0.0015,");
        }
        json.setCharAt(json.length() - 1, '}');
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private UUID conversationId(long number) {
        return named(run + "/" + plan.organization(number) + "/" + plan.conversation(number));
    }

    private static void field(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"").append(value).append("\",");
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
