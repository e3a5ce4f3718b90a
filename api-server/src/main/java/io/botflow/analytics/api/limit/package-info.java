/** How much of the server each of its users may take. */
package io.botflow.analytics.api.limit;
