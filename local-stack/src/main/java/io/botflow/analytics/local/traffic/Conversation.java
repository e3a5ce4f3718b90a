package io.botflow.analytics.local.traffic;

import io.botflow.analytics.schemas.event.EventType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One customer's talk with a bot: tells its events one after the other. */
final class Conversation {
    private static final double STARTS_EXPLICITLY = 0.8;
    private static final double WALKS_AWAY = 0.12;
    private static final double RATES = 0.35;
    private static final double CONSULTS_KNOWLEDGE = 0.6;
    private static final double RESOLVES = 0.85;
    private static final double TYPING_MEDIAN_MILLIS = 4_000;
    private static final double TYPING_SPREAD = 0.6;
    private static final int LONGEST_RESPONSE_MILLIS = 120_000;
    private static final int COST_SCALE = 9;
    private static final int LOWEST_RATING = 1;
    private static final int HIGHEST_RATING = 5;
    private static final String FALLBACK = "I did not understand that. Could you say it in other words?";
    private static final String FAILURE = "Something went wrong on my side. Please try again in a moment.";

    private final UUID id;
    private final BotProfile profile;
    private final String customerPhone;
    private final Dialogue dialogue;
    private final Chance chance;
    private final boolean escalates;
    private final boolean walksAway;
    private Step step;
    private int turn;
    private int troubles;
    private Instant due;
    private Instant asked;

    private enum Step {
        START,
        QUESTION,
        ANSWER,
        ESCALATION,
        END,
        RATING,
        OVER
    }

    Conversation(BotProfile profile, Instant start, Chance chance) {
        this.profile = profile;
        this.chance = chance;
        this.id = chance.uuid();
        this.customerPhone = "+1555" + String.format("%07d", chance.below(20_000));
        this.dialogue = chance.oneOf(profile.dialogues());
        this.escalates = chance.happens(profile.escalations());
        this.walksAway = chance.happens(WALKS_AWAY);
        this.step = chance.happens(STARTS_EXPLICITLY) ? Step.START : Step.QUESTION;
        this.due = start;
    }

    UUID id() {
        return id;
    }

    BotProfile profile() {
        return profile;
    }

    String customerPhone() {
        return customerPhone;
    }

    /** When its next event occurs; empty when there is none. */
    Optional<Instant> due() {
        return step == Step.OVER ? Optional.empty() : Optional.of(due);
    }

    /** The event that is due. */
    SimulatedEvent next() {
        return switch (step) {
            case START -> {
                SimulatedEvent event = event(EventType.CONVERSATION_STARTED, json -> {});
                then(Step.QUESTION, Duration.ofMillis(200));
                yield event;
            }
            case QUESTION -> question();
            case ANSWER -> answer();
            case ESCALATION -> {
                SimulatedEvent event = event(EventType.CONVERSATION_ESCALATED, json -> {});
                then(walksAway ? Step.OVER : Step.END, typing().multipliedBy(4));
                yield event;
            }
            case END -> end();
            case RATING -> {
                int rating = Math.max(LOWEST_RATING, HIGHEST_RATING - troubles - chance.below(2));
                SimulatedEvent event =
                        event(EventType.CONVERSATION_RATED, json -> json.writeNumberField("rating", rating));
                then(Step.OVER, Duration.ZERO);
                yield event;
            }
            case OVER -> throw new IllegalStateException("the conversation is over");
        };
    }

    private SimulatedEvent question() {
        String text = dialogue.turns().get(turn).question();
        SimulatedEvent event = event(EventType.MESSAGE_RECEIVED, json -> json.writeStringField("text", text));
        asked = due;
        then(Step.ANSWER, Duration.ofMillis(responseMillis()));
        return event;
    }

    private long responseMillis() {
        double millis = chance.logNormal(profile.medianResponseMillis(), profile.spread());
        return Math.min(LONGEST_RESPONSE_MILLIS, Math.max(1, Math.round(millis)));
    }

    private SimulatedEvent answer() {
        boolean failed = chance.happens(profile.failures());
        boolean fellBack = !failed && chance.happens(profile.fallbacks());
        String outcome = failed ? "failure" : fellBack ? "fallback" : "success";
        String answer = dialogue.turns().get(turn).answer();
        String text = failed ? FAILURE : fellBack ? FALLBACK : answer;
        boolean consulted = chance.happens(CONSULTS_KNOWLEDGE);
        boolean hit = chance.happens(profile.knowledgeHits());
        int tokens = failed ? 0 : (int) Math.round(chance.logNormal(60 + text.length() * 1.5, 0.3));
        BigDecimal cost =
                BigDecimal.valueOf(tokens * profile.dollarsPerToken()).setScale(COST_SCALE, RoundingMode.HALF_UP);
        SimulatedEvent event = event(EventType.MESSAGE_SENT, json -> {
            json.writeStringField("text", text);
            json.writeNumberField(
                    "response_time_ms", Duration.between(asked, due).toMillis());
            json.writeStringField("outcome", outcome);
            json.writeNumberField("tokens_used", tokens);
            json.writeNumberField("cost_usd", cost);
            if (consulted) {
                json.writeStringField("knowledge_base", hit ? "hit" : "miss");
            }
        });
        goOnAfterAnswer(failed || fellBack);
        return event;
    }

    private void goOnAfterAnswer(boolean trouble) {
        if (trouble) {
            // The customer says it again.
            troubles++;
        } else {
            turn++;
        }
        boolean exhausted = turn == dialogue.turns().size();
        if (escalates && (exhausted || troubles > 1)) {
            then(Step.ESCALATION, Duration.ofMillis(300));
        } else if (walksAway && turn * 2 >= dialogue.turns().size()) {
            then(Step.OVER, Duration.ZERO);
        } else {
            then(exhausted ? Step.END : Step.QUESTION, typing());
        }
    }

    private SimulatedEvent end() {
        String status = escalates ? "escalated" : chance.happens(RESOLVES) ? "resolved" : "unresolved";
        SimulatedEvent event =
                event(EventType.CONVERSATION_ENDED, json -> json.writeStringField("resolution_status", status));
        then(chance.happens(RATES) ? Step.RATING : Step.OVER, typing());
        return event;
    }

    private SimulatedEvent event(EventType type, EventWriter.Fields fields) {
        return EventWriter.ofConversation(chance.uuid(), type, due, this, fields);
    }

    private void then(Step next, Duration after) {
        step = next;
        due = due.plus(after);
    }

    private Duration typing() {
        return Duration.ofMillis(Math.round(chance.logNormal(TYPING_MEDIAN_MILLIS, TYPING_SPREAD)));
    }
}
