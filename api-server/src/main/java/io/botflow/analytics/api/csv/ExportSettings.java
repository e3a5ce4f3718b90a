package io.botflow.analytics.api.csv;

import java.util.Map;

/**
 * How many exports run at a time; each holds a connection to the database and a thread.
 *
 * @param mostPerOrganization {@code MAX_EXPORTS_PER_ORGANIZATION}; default 4
 * @param most {@code MAX_EXPORTS}: of the whole server; default 16, at most 1 000
 */
public record ExportSettings(int mostPerOrganization, int most) {
    private static final int HIGHEST = 1_000;

    public ExportSettings {
        require("MAX_EXPORTS_PER_ORGANIZATION", mostPerOrganization);
        require("MAX_EXPORTS", most);
    }

    /**
     * The settings that environment variables give.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public static ExportSettings fromEnvironment(Map<String, String> environment) {
        return new ExportSettings(
                number(environment, "MAX_EXPORTS_PER_ORGANIZATION", 4), number(environment, "MAX_EXPORTS", 16));
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + value, e);
        }
    }

    private static void require(String name, int value) {
        if (value < 1 || value > HIGHEST) {
            throw new IllegalArgumentException(name + " is not between 1 and " + HIGHEST + ": " + value);
        }
    }
}
