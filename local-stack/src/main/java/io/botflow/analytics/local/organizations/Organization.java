package io.botflow.analytics.local.organizations;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An organization and how it is shown.
 *
 * @param timeZone the IANA zone its days are cut in
 */
public record Organization(UUID id, String name, String timeZone) {
    /** An organization of which only the id is known. */
    public static Organization unnamed(UUID id) {
        return new Organization(id, "Organization " + id.toString().substring(0, 8), "UTC");
    }

    /** The organization's member of a role, the same on every machine. */
    public UUID member(Role role) {
        return UUID.nameUUIDFromBytes((id + ":" + role.text()).getBytes(StandardCharsets.UTF_8));
    }
}
