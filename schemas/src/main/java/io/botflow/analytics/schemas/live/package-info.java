/** What the live job hands to the API server through Redis: figures over sliding hours, and frames. */
package io.botflow.analytics.schemas.live;
