package io.botflow.analytics.api.content;

import java.util.List;
import java.util.Locale;

/** How the bytes of an answer are coded. */
public enum ContentCoding {
    IDENTITY,
    GZIP;

    private static final int NOT_NAMED = -1;
    private static final int WHOLE = 1_000;

    /**
     * What a client would rather have.
     *
     * @param acceptEncoding the values of all its headers {@code Accept-Encoding}
     */
    public static ContentCoding preferred(List<String> acceptEncoding) {
        int gzip = NOT_NAMED;
        int identity = NOT_NAMED;
        int others = NOT_NAMED;
        for (String item : String.join(",", acceptEncoding).split(",", -1)) {
            String[] parts = item.split(";", -1);
            int weight = weight(parts);
            switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
                case "identity" -> identity = weight;
                case "*" -> others = weight;
                default -> {}
            }
        }
        if (gzip == NOT_NAMED) {
            gzip = others;
        }
        return gzip > 0 && gzip >= identity ? GZIP : IDENTITY;
    }

    /** In thousandths; 0, that is "not at all", for what cannot be read. */
    private static int weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                try {
                    double weight = Double.parseDouble(parameter.substring(2).strip());
                    return weight >= 0 && weight <= 1 ? (int) Math.round(weight * WHOLE) : 0;
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return WHOLE;
    }
}
