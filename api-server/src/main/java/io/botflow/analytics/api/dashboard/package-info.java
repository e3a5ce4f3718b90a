/** The web page, as the build of {@code api-server/dashboard} leaves it among the classes. */
package io.botflow.analytics.api.dashboard;
