package io.botflow.analytics.api.access;

import java.time.Instant;
import java.util.UUID;

/**
 * Who a verified token speaks for. What that user may see, membership decides.
 *
 * @param expiresAt when the token ends to be valid
 */
public record Identity(UUID userId, UUID organizationId, Instant expiresAt) {}
