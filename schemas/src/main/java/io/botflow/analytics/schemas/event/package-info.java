/** The event of topic {@code bot-events}: its record, its strict codec and the faults the codec names. */
package io.botflow.analytics.schemas.event;
