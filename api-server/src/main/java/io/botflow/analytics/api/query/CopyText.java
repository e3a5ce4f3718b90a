package io.botflow.analytics.api.query;

import java.util.List;

/**
 * A query for {@code COPY}.
 *
 * @param sql refers to its values as settings
 * @param settings values of {@code botflow.p1}, {@code botflow.p2}, and so on
 */
public record CopyText(String sql, List<String> settings) {}
