package io.botflow.analytics.local.traffic;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.Organization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The bots that customers turn to, each as often as its weight says, and the organizations that they belong to. */
final class BotPopulation {
    /** Of all conversations, those of a hot bot. */
    private static final double HOT_SHARE = 0.9;

    private static final int BOTS_PER_ORGANIZATION = 10;

    private final List<BotProfile> profiles;
    private final List<UUID> organizations;
    /** Of each bot, the weights up to and with its own: with many bots a sum for each conversation would take long. */
    private final double[] weights;

    private BotPopulation(List<BotProfile> profiles, List<UUID> organizations) {
        this.profiles = profiles;
        this.organizations = organizations;
        this.weights = profiles.stream().mapToDouble(BotProfile::weight).toArray();
        Arrays.parallelPrefix(weights, Double::sum);
    }

    /** The bots of the demo organizations. */
    static BotPopulation demo() {
        return new BotPopulation(
                BotProfile.all(),
                DemoData.organizations().stream().map(Organization::id).toList());
    }

    /**
     * So many bots that behave like those of the demo organizations; as many as those are, they are those.
     *
     * @param hotBot whether the first has nine of ten conversations
     */
    static BotPopulation of(int bots, boolean hotBot) {
        List<BotProfile> demo = BotProfile.all();
        List<BotProfile> profiles = new ArrayList<>(demo);
        List<UUID> organizations =
                DemoData.organizations().stream().map(Organization::id).toList();
        if (bots != demo.size()) {
            organizations = organizations(bots);
            profiles.clear();
            for (int bot = 0; bot < bots; bot++) {
                UUID organization = organizations.get(bot % organizations.size());
                profiles.add(
                        demo.get(bot % demo.size()).of(new Bot(organization, named("many bots " + bot), "Bot " + bot)));
            }
        }
        if (hotBot && bots > 1) {
            double others =
                    profiles.stream().skip(1).mapToDouble(BotProfile::weight).sum();
            profiles.set(0, profiles.get(0).weighing(others * HOT_SHARE / (1 - HOT_SHARE)));
        }
        return new BotPopulation(profiles, organizations);
    }

    private static List<UUID> organizations(int bots) {
        List<UUID> organizations = new ArrayList<>();
        for (int i = 0; i * BOTS_PER_ORGANIZATION < bots; i++) {
            organizations.add(named("many bots' organization " + i));
        }
        return organizations;
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The bot that the next customer turns to. */
    BotProfile next(Chance chance) {
        return profiles.get(chance.index(weights));
    }

    /** One of the organizations, each as likely. */
    UUID organization(Chance chance) {
        return chance.oneOf(organizations);
    }
}
