package io.botflow.analytics.api.csv;

import java.io.IOException;

/** Nobody takes the rest of an export. */
final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(String message) {
        super(message);
    }
}
