/** Tests of the descriptions of what goes over HTTP and WebSockets. */
package io.botflow.analytics.schemas.contract;
