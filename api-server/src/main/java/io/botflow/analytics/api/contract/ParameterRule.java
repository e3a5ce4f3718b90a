package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.api.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one parameter is held to.
 *
 * @param most so many values at most
 * @param value what each of its values is held to
 */
record ParameterRule(String name, boolean isRequired, boolean mayRepeat, int most, ValueRule value) {
    private static final Set<String> OF_ARRAYS = Set.of("type", "items", "maxItems");

    /** @throws IllegalArgumentException if the description promises more than is checked here */
    static ParameterRule of(JsonNode parameter) {
        String name = parameter.path("name").asText();
        boolean isRequired = parameter.path("required").asBoolean();
        JsonNode schema = parameter.path("schema");
        if (!schema.path("type").asText().equals("array")) {
            return new ParameterRule(name, isRequired, false, 1, ValueRule.of(name, schema));
        }
        ValueRule.requireKnown(name, schema, OF_ARRAYS);
        int most = schema.path("maxItems").asInt();
        return new ParameterRule(name, isRequired, true, most, ValueRule.of(name, schema.path("items")));
    }

    /** What is wrong with the values of a request; empty if nothing is. */
    Optional<Problem> problem(List<String> values) {
        if (values.isEmpty()) {
            return isRequired ? Optional.of(Problem.ofParameter(name, "is missing")) : Optional.empty();
        }
        if (values.size() > most) {
            String times = mayRepeat ? most + " times" : "once";
            return Optional.of(Problem.ofParameter(name, "is there more than " + times));
        }
        return values.stream()
                .map(value::fault)
                .filter(Objects::nonNull)
                .findFirst()
                .map(fault -> Problem.ofParameter(name, fault));
    }
}
