package io.botflow.analytics.local.bench.api;

/**
 * One request to the API.
 *
 * @param path with its parameters
 * @param token of a member of the organization that it is about
 */
record Request(String path, String token) {}
