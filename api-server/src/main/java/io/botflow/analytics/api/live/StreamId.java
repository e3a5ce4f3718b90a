package io.botflow.analytics.api.live;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an entry in a Redis stream; ids rise.
 *
 * @param millis Redis's clock when the entry was added
 * @param sequence tells entries of one millisecond apart; unsigned
 */
record StreamId(long millis, long sequence) implements Comparable<StreamId> {
    /** Before every entry. */
    static final StreamId ZERO = new StreamId(0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,20})-(\\d{1,20})");
    private static final Comparator<StreamId> ORDER = Comparator.comparing(StreamId::millis, Long::compareUnsigned)
            .thenComparing(StreamId::sequence, Long::compareUnsigned);

    /** Empty if the text is no id. */
    static Optional<StreamId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new StreamId(Long.parseUnsignedLong(form.group(1)), Long.parseUnsignedLong(form.group(2))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }
}
