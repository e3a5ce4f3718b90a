package io.botflow.analytics.api.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Tells one content of an answer from another. Weak, because compression changes the bytes.
 *
 * @param opaque with its quotes; has no comma that would be taken for the end of it
 */
public record EntityTag(String opaque) {
    private static final String WEAK = "W/";
    private static final int BYTES = 16;

    /** The tag of a content. */
    public static EntityTag of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new EntityTag(
                    '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As it is sent. */
    public String header() {
        return WEAK + opaque;
    }

    /** Whether a client has this content already: tags are compared weakly (RFC 9110, 13.1.2). */
    public boolean isIn(List<String> ifNoneMatch) {
        for (String header : ifNoneMatch) {
            for (String one : header.split(",", -1)) {
                String known = one.strip();
                if (known.equals("*") || known.equals(opaque) || known.equals(WEAK + opaque)) {
                    return true;
                }
            }
        }
        return false;
    }
}
