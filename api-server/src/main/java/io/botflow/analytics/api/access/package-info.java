/** Who may see what: tokens, and the membership that decides. */
package io.botflow.analytics.api.access;
