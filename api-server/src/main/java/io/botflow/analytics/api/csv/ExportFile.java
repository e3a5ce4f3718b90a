package io.botflow.analytics.api.csv;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an export is called where it is saved.
 *
 * @param kind what is exported; also a label of the metrics, so one of a fixed set
 * @param name the name of the file, in any script, without characters that mean something to a file system
 */
public record ExportFile(String kind, String name) {
    private static final int LONGEST_ORGANIZATION = 64;
    private static final Pattern NOT_IN_A_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern DASHES = Pattern.compile("-{2,}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT);
    private static final String UNENCODED = "!#$&+-.^_`|~";

    /**
     * {@code botflow-{organization}-{kind}-{from}-{to}.csv}.
     *
     * @param organization its name; null or without letters: its id stands for it
     * @param from the begin of the range; null if it has none
     * @param to the end of the range; null if it has none
     */
    public static ExportFile of(UUID organizationId, String organization, String kind, Instant from, Instant to) {
        StringBuilder name = new StringBuilder("botflow-").append(word(organizationId, organization));
        name.append('-').append(kind);
        for (Instant bound : new Instant[] {from, to}) {
            if (bound != null) {
                name.append('-').append(text(bound));
            }
        }
        return new ExportFile(kind, name.append(".csv").toString());
    }

    private static String word(UUID organizationId, String organization) {
        String word = organization == null ? "" : organization;
        word = NOT_IN_A_WORD
                .matcher(Normalizer.normalize(word, Normalizer.Form.NFC))
                .replaceAll("-");
        if (word.codePointCount(0, word.length()) > LONGEST_ORGANIZATION) {
            word = word.substring(0, word.offsetByCodePoints(0, LONGEST_ORGANIZATION));
        }
        word = trimmed(word);
        return word.isEmpty() ? organizationId.toString() : word;
    }

    private static String trimmed(String word) {
        int start = word.startsWith("-") ? 1 : 0;
        int end = word.endsWith("-") ? word.length() - 1 : word.length();
        return word.substring(Math.min(start, end), end);
    }

    private static String text(Instant bound) {
        ZonedDateTime time = bound.atZone(ZoneOffset.UTC);
        return (time.toLocalTime().equals(LocalTime.MIDNIGHT) ? DAY : MOMENT).format(time);
    }

    /** The header that has a client save the answer under this name (RFC 6266). */
    String disposition() {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        plain = DASHES.matcher(NOT_ASCII.matcher(plain).replaceAll("-")).replaceAll("-");
        String header = "attachment; filename=\"" + plain + "\"";
        return plain.equals(name) ? header : header + "; filename*=UTF-8''" + encoded(name);
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || UNENCODED.indexOf(c) >= 0);
            encoded.append(isPlain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
