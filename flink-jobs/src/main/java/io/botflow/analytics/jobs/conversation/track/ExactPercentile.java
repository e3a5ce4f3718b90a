package io.botflow.analytics.jobs.conversation.track;

/**
 * The contract's percentile in whole numbers: of sorted v[0..n−1] with k = p·(n−1) and q = k div 100, it is v[q] +
 * (v[q+1] − v[q])·(k mod 100)/100, rounded half up.
 */
final class ExactPercentile {
    private ExactPercentile() {}

    /** @param hundredths p in hundredths, 0 to 100 */
    static long of(int[] sorted, int size, int hundredths) {
        long rank = (long) hundredths * (size - 1);
        int lower = (int) (rank / 100);
        long rest = rank % 100;
        if (rest == 0) {
            return sorted[lower];
        }
        return sorted[lower] + ((long) (sorted[lower + 1] - sorted[lower]) * rest + 50) / 100;
    }
}
