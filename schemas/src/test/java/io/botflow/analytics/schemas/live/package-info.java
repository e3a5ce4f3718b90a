/** Tests of the figures that cross from the live job to the API server. */
package io.botflow.analytics.schemas.live;
