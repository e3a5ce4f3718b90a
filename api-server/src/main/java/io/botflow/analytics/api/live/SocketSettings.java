package io.botflow.analytics.api.live;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/**
 * Bounds of what clients may take.
 *
 * @param mostPerUser {@code MAX_SOCKETS_PER_USER}: open sockets of one user in one organization; default 100
 * @param mostPerOrganization {@code MAX_SOCKETS_PER_ORGANIZATION}; default 5 000
 * @param most {@code MAX_SOCKETS}: of the whole server; default 20 000
 * @param membershipCheck {@code MEMBERSHIP_CHECK}: how often it is asked whether a connected user is still a member, and
 *     in which role; default 1 minute
 */
public record SocketSettings(int mostPerUser, int mostPerOrganization, int most, Duration membershipCheck) {
    /** What the server answers to clients that offer it. */
    static final String SUBPROTOCOL = "botflow.v1";

    /** A token of 4 KiB fits. */
    private static final int LARGEST_MESSAGE_BYTES = 16 * 1024;
    /** Small, so that a client that does not read shows soon; times the sockets, it is the kernel's memory. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private static final int CLOSING_SECONDS = 5;
    private static final Duration SHORTEST_CHECK = Duration.ofSeconds(1);
    private static final Duration DEFAULT_CHECK = Duration.ofMinutes(1);

    public SocketSettings {
        requirePositive("MAX_SOCKETS_PER_USER", mostPerUser);
        requirePositive("MAX_SOCKETS_PER_ORGANIZATION", mostPerOrganization);
        requirePositive("MAX_SOCKETS", most);
        if (membershipCheck.compareTo(SHORTEST_CHECK) < 0) {
            throw new IllegalArgumentException("MEMBERSHIP_CHECK is less than " + SHORTEST_CHECK);
        }
    }

    /**
     * The settings that environment variables give.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public static SocketSettings fromEnvironment(Map<String, String> environment) {
        return new SocketSettings(
                number(environment, "MAX_SOCKETS_PER_USER", 100),
                number(environment, "MAX_SOCKETS_PER_ORGANIZATION", 5_000),
                number(environment, "MAX_SOCKETS", 20_000),
                duration(environment, "MEMBERSHIP_CHECK"));
    }

    /** Prepares the server that the sockets come to. */
    public static HttpServerOptions applyTo(HttpServerOptions options) {
        return options.setWebSocketSubProtocols(List.of(SUBPROTOCOL))
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE_BYTES)
                // A compressor takes hundreds of kilobytes for each socket.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setWebSocketClosingTimeout(CLOSING_SECONDS);
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

    private static Duration duration(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return DEFAULT_CHECK;
        }
        try {
            return Duration.parse(value.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is not an ISO 8601 duration such as PT1M: " + value, e);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + value);
        }
    }
}
