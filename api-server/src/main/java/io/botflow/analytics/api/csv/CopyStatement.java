package io.botflow.analytics.api.csv;

import java.util.List;

/**
 * A query whose rows are exported. COPY takes no parameters, so the values are settings of the transaction: the query
 * says {@code current_setting('botflow.p1')::uuid} for the first one.
 *
 * @param query a SELECT without a semicolon at its end; made of constants only
 * @param parameters the values of {@code botflow.p1}, {@code botflow.p2} and so on
 */
public record CopyStatement(String query, List<String> parameters) {
    public CopyStatement {
        parameters = List.copyOf(parameters);
    }

    /** As the database runs it. */
    String sql() {
        return "COPY (" + query + ") TO STDOUT";
    }

    /** Sets, for the transaction alone, the user (first) and the values. */
    String settings() {
        StringBuilder sql = new StringBuilder("SELECT set_config('botflow.user_id', ?, true),"
                // The driver sets the time zone of this JVM.
                + " set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true)");
        for (int i = 1; i <= parameters.size(); i++) {
            sql.append(", set_config('botflow.p").append(i).append("', ?, true)");
        }
        return sql.toString();
    }
}
