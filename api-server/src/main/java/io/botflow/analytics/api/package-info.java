/** The server that answers what the jobs have counted. */
package io.botflow.analytics.api;
