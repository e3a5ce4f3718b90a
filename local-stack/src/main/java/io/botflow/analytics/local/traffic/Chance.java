package io.botflow.analytics.local.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Everything that is left to chance; the same seed gives the same. */
final class Chance {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long VERSION_MASK = 0xffff_ffff_ffff_0fffL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    UUID uuid() {
        return new UUID((random.nextLong() & VERSION_MASK) | VERSION_4, (random.nextLong() & VARIANT_MASK) | VARIANT);
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** @param weights of each index, the weights up to and with its own */
    int index(double[] weights) {
        int found = Arrays.binarySearch(weights, random.nextDouble() * weights[weights.length - 1]);
        return found >= 0 ? found : Math.min(-found - 1, weights.length - 1);
    }

    /** Many short ones and few long ones around the median. */
    double logNormal(double median, double spread) {
        return median * Math.exp(spread * random.nextGaussian());
    }

    /** How long until the next of events that come independently of each other. */
    Duration untilNext(double perSecond) {
        double seconds = -Math.log(1 - random.nextDouble()) / perSecond;
        return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
    }

    Duration between(Duration least, Duration most) {
        return least.plusNanos((long) (random.nextDouble() * most.minus(least).toNanos()));
    }
}
