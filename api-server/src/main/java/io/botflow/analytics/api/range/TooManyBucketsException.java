package io.botflow.analytics.api.range;

/** An answer would have more buckets than anybody reads. */
public final class TooManyBucketsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooManyBucketsException(int most) {
        super("is too long for its interval: an answer has at most " + most + " buckets", null, false, false);
    }
}
