/** The live figures that Redis holds, as REST and the WebSocket give them. */
package io.botflow.analytics.api.realtime;
