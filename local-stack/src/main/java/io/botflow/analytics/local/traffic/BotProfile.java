package io.botflow.analytics.local.traffic;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.DemoData;
import java.util.List;

/**
 * How a bot behaves; shares are between 0 and 1.
 *
 * @param weight how often customers turn to it, against the other bots
 * @param medianResponseMillis half of its responses are faster, in milliseconds
 * @param spread standard deviation of the logarithm of its response times
 * @param knowledgeHits share of consultations of the knowledge base that find something
 * @param escalations share of conversations handed to a human
 * @param dollarsPerToken what a token costs, in US dollars
 */
record BotProfile(
        Bot bot,
        List<Dialogue> dialogues,
        double weight,
        double medianResponseMillis,
        double spread,
        double failures,
        double fallbacks,
        double knowledgeHits,
        double escalations,
        double dollarsPerToken) {

    static List<BotProfile> all() {
        return List.of(
                new BotProfile(DemoData.CARDS, Dialogue.CARDS, 5, 620, 0.45, 0.01, 0.04, 0.86, 0.05, 0.000_002),
                // Thinks long, with a large model.
                new BotProfile(DemoData.LOANS, Dialogue.LOANS, 2, 3_800, 0.6, 0.02, 0.07, 0.74, 0.14, 0.000_015),
                new BotProfile(DemoData.BRANCHES, Dialogue.BRANCHES, 3, 240, 0.3, 0.005, 0.02, 0.95, 0.01, 0.000_000_5),
                new BotProfile(DemoData.BOOKINGS, Dialogue.BOOKINGS, 5, 1_150, 0.5, 0.02, 0.05, 0.81, 0.06, 0.000_004),
                // The one to worry about.
                new BotProfile(DemoData.LUGGAGE, Dialogue.LUGGAGE, 2, 1_900, 0.8, 0.09, 0.16, 0.52, 0.27, 0.000_004),
                new BotProfile(DemoData.CONCIERGE, Dialogue.CONCIERGE, 3, 780, 0.4, 0.01, 0.06, 0.78, 0.03, 0.000_003));
    }

    /** Another bot that behaves the same. */
    BotProfile of(Bot other) {
        return new BotProfile(
                other,
                dialogues,
                weight,
                medianResponseMillis,
                spread,
                failures,
                fallbacks,
                knowledgeHits,
                escalations,
                dollarsPerToken);
    }

    /** The same with another weight. */
    BotProfile weighing(double other) {
        return new BotProfile(
                bot,
                dialogues,
                other,
                medianResponseMillis,
                spread,
                failures,
                fallbacks,
                knowledgeHits,
                escalations,
                dollarsPerToken);
    }
}
