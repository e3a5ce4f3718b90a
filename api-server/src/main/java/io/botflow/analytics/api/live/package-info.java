/**
 * From Redis to the screens: one subscription per server, one channel per organization, a socket per client.
 *
 * <p>Everything here runs on one event loop, so nothing is locked.
 */
package io.botflow.analytics.api.live;
