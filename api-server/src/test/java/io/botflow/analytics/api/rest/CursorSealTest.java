package io.botflow.analytics.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.query.Position;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorSealTest {
    private static final String LIST = "conversations a";
    private static final CursorSeal.Continuation CONTINUATION = new CursorSeal.Continuation(
            Instant.parse("0001-01-01T00:00:00.000000001Z"),
            Instant.parse("9999-12-31T00:00:00.123456789Z"),
            new Position("2026-03-01T10:00:00.001Z", UUID.fromString("c0000000-0000-0000-0000-000000000001")));

    private final CursorSeal cursors = new CursorSeal("a secret of enough bytes for this");

    @Test
    void opensWhatItSealed() {
        assertThat(cursors.open(LIST, cursors.seal(LIST, CONTINUATION))).hasValue(CONTINUATION);
        CursorSeal.Continuation withoutValue = new CursorSeal.Continuation(
                CONTINUATION.from(),
                CONTINUATION.to(),
                new Position(null, CONTINUATION.last().id()));
        assertThat(cursors.open(LIST, cursors.seal(LIST, withoutValue))).hasValue(withoutValue);
        assertThat(new CursorSeal("a secret of enough bytes for this").open(LIST, cursors.seal(LIST, CONTINUATION)))
                .as("on another server with the same secret")
                .hasValue(CONTINUATION);
    }

    @Test
    void isForOneListOnly() {
        assertThat(cursors.open("conversations b", cursors.seal(LIST, CONTINUATION)))
                .isEmpty();
        assertThat(new CursorSeal("another secret of enough bytes for this")
                        .open(LIST, cursors.seal(LIST, CONTINUATION)))
                .isEmpty();
    }

    @Test
    void noticesEveryChangedBit() {
        byte[] sealed = Base64.getUrlDecoder().decode(cursors.seal(LIST, CONTINUATION));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(cursors.open(
                            LIST, Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoCursor() {
        for (String text : new String[] {"", "x", "%", "AAAA", "A".repeat(22), "A".repeat(300), "ä"}) {
            assertThat(cursors.open(LIST, text)).as(text).isEmpty();
        }
    }
}
