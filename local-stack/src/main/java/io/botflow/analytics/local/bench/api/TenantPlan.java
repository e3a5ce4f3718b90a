package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How many conversations each organization has: few large ones have ten times as many as the others.
 *
 * @param organizations at least 1
 * @param conversations of all organizations in all days, at least 1
 */
record TenantPlan(int organizations, long conversations) {
    /** How far back the conversations go. */
    static final int DAYS = 90;

    private static final int LARGE_WEIGHT = 10;
    /** The first of so many is large. */
    private static final int LARGE_EVERY = 20;

    private static final int FEWEST_BOTS = 5;
    private static final int BOTS_SPREAD = 11;
    private static final List<String> ZONES = List.of("UTC", "Asia/Kathmandu", "America/New_York");

    TenantPlan {
        if (organizations < 1 || conversations < 1) {
            throw new IllegalArgumentException(
                    "not a plan: " + organizations + " organizations, " + conversations + " conversations");
        }
    }

    static boolean isLarge(int number) {
        return number % LARGE_EVERY == 0;
    }

    /** How many conversations of an organization start on a day. */
    double perDay(int number) {
        return (double) conversations * weight(number) / totalWeight() / DAYS;
    }

    private static int weight(int number) {
        return isLarge(number) ? LARGE_WEIGHT : 1;
    }

    private long totalWeight() {
        long large = ((long) organizations + LARGE_EVERY - 1) / LARGE_EVERY;
        return organizations + large * (LARGE_WEIGHT - 1);
    }

    /** An organization, the same in every run. */
    Organization organization(int number) {
        return new Organization(
                named("api bench organization " + number), "Bench " + number, ZONES.get(number % ZONES.size()));
    }

    /** The bots of an organization, about ten. */
    List<Bot> bots(int number) {
        return IntStream.range(0, FEWEST_BOTS + number % BOTS_SPREAD)
                .mapToObj(bot -> new Bot(
                        organization(number).id(), named("api bench bot " + number + "/" + bot), "Bench bot " + bot))
                .toList();
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
