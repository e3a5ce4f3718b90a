/** What every line of the log says. */
package io.botflow.analytics.api.log;
