package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds requests to what the description says of their parameters; what breaks a rule ends with a 400. */
public final class ParameterRules implements Handler<RoutingContext> {
    private static final int LONGEST_NAME = 64;

    private final List<ParameterRule> ofPath;
    private final Map<String, ParameterRule> ofQuery;

    private ParameterRules(List<ParameterRule> ofPath, Map<String, ParameterRule> ofQuery) {
        this.ofPath = ofPath;
        this.ofQuery = ofQuery;
    }

    /** @param parameters of one operation, as the description has them */
    static ParameterRules of(List<JsonNode> parameters) {
        List<ParameterRule> ofPath = new ArrayList<>();
        Map<String, ParameterRule> ofQuery = new LinkedHashMap<>();
        for (JsonNode parameter : parameters) {
            ParameterRule rule = ParameterRule.of(parameter);
            switch (parameter.path("in").asText()) {
                case "path" -> ofPath.add(rule);
                case "query" -> ofQuery.put(rule.name(), rule);
                default -> throw new IllegalArgumentException(rule.name() + " is neither in the path nor in the query");
            }
        }
        return new ParameterRules(ofPath, ofQuery);
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Problem> problem = problem(context.queryParams(), context.pathParams());
        if (problem.isPresent()) {
            context.fail(new ProblemException(problem.get()));
        } else {
            context.next();
        }
    }

    /** The first rule that is broken; empty if none is. */
    private Optional<Problem> problem(MultiMap query, Map<String, String> path) {
        for (String name : query.names()) {
            if (!ofQuery.containsKey(name)) {
                String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
                return Optional.of(Problem.ofParameter(shown, "is not a parameter of this resource"));
            }
        }
        for (ParameterRule rule : ofPath) {
            String value = path.get(rule.name());
            Optional<Problem> problem = rule.problem(value == null ? List.of() : List.of(value));
            if (problem.isPresent()) {
                return problem;
            }
        }
        for (ParameterRule rule : ofQuery.values()) {
            Optional<Problem> problem = rule.problem(query.getAll(rule.name()));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }
}
