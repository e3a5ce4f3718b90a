package io.botflow.analytics.api.query;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param last the place of its last row, after which the list goes on; empty at the end of the list
 */
public record Page(List<JsonObject> rows, Optional<Position> last) {}
