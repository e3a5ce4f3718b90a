/** The descriptions of the API: what requests are held to, and what clients and people read of it. */
package io.botflow.analytics.api.contract;
