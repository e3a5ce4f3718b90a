/** A client of the API written from its contract alone, and an independent computation of what it must be told. */
package io.botflow.analytics.local.client;
