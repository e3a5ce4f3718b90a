/** The page in a real browser, before a whole stack. */
package io.botflow.analytics.local.dashboard;
