package io.botflow.analytics.api.access;

/** A user who is a member of the organization that the token names. */
public record Caller(Identity identity, Role role) {}
