package io.botflow.analytics.local.traffic;

/**
 * What traffic is asked for.
 *
 * @param eventsPerSecond the mean rate, above 0
 * @param disorder whether some events arrive late or twice
 * @param seed decides everything that is left to chance
 */
public record Traffic(double eventsPerSecond, boolean disorder, long seed) {}
