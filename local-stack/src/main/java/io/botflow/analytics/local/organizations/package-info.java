/** The organizations, members and bots that the local database holds so that there is somebody to look at the data. */
package io.botflow.analytics.local.organizations;
