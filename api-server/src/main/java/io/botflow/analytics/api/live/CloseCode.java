package io.botflow.analytics.api.live;

/** Why the server closes a socket: the code of RFC 6455 and what the client is told. */
enum CloseCode {
    AUTHENTICATION_REQUIRED(1008, "Authentication required"),
    NOT_A_MEMBER(1008, "Not a member"),
    TOKEN_EXPIRED(1008, "Token expired"),
    OTHER_USER(1008, "Token of another user or organization"),
    TOO_MANY_CONNECTIONS(1008, "Too many connections"),
    TOO_MANY_MESSAGES(1008, "Too many messages"),
    NOT_TEXT(1003, "Text frames only"),
    NOT_WELL_FORMED(1002, "Not a WebSocket frame"),
    TOO_LARGE(1009, "Message too large"),
    NOT_READING(1013, "Not reading"),
    TRY_AGAIN_LATER(1013, "Try again later"),
    SERVER_STOPS(1001, "Server stops");

    private final short code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    short code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
