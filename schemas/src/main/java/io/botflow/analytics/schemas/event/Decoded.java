package io.botflow.analytics.schemas.event;

/**
 * What a record turned out to be: exactly one of the two is not null.
 *
 * @param event the valid event
 * @param fault why the record is invalid
 */
public record Decoded(BotEvent event, Fault fault) {
    public boolean isValid() {
        return event != null;
    }
}
