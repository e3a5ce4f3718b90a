package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.query.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors that only this server can make, each good for one list only: the organization's, with the same filters
 * and in the same order.
 */
public final class CursorSeal {
    private static final String ALGORITHM = "HmacSHA256";
    /** Of the 32 bytes of the seal; nobody guesses 16. */
    private static final int SEAL_BYTES = 16;

    private static final int LONGEST = 256;
    private static final String SEPARATOR = "|";
    private static final int PARTS = 4;

    private final SecretKeySpec key;

    /** Seals with a secret that all servers share. */
    public CursorSeal(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Where a list goes on.
     *
     * @param from beginning of the range when the first page was asked for, which a cursor keeps
     * @param to end of that range
     */
    record Continuation(Instant from, Instant to, Position last) {}

    /** @param list names the list: its organization, filters and order */
    String seal(String list, Continuation continuation) {
        Position last = continuation.last();
        byte[] content = String.join(
                        SEPARATOR,
                        continuation.from().toString(),
                        continuation.to().toString(),
                        last.id().toString(),
                        last.value() == null ? "" : last.value())
                .getBytes(StandardCharsets.UTF_8);
        byte[] sealed = ByteBuffer.allocate(SEAL_BYTES + content.length)
                .put(sealOf(list, content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Empty if it was not made here for this list. */
    Optional<Continuation> open(String list, String cursor) {
        if (cursor.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length <= SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(sealed, SEAL_BYTES), sealOf(list, content))) {
            return Optional.empty();
        }
        String[] parts = new String(content, StandardCharsets.UTF_8).split("\\" + SEPARATOR, PARTS);
        Position last = new Position(parts[3].isEmpty() ? null : parts[3], UUID.fromString(parts[2]));
        return Optional.of(new Continuation(Instant.parse(parts[0]), Instant.parse(parts[1]), last));
    }

    private byte[] sealOf(String list, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] name = list.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            mac.update(name);
            return Arrays.copyOf(mac.doFinal(content), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
