/** Tokens for the API of a local stack. */
package io.botflow.analytics.local.token;
