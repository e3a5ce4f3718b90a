/** Measures every answer of the API over a database of many organizations, beside the same SQL without the API. */
package io.botflow.analytics.local.bench.api;
