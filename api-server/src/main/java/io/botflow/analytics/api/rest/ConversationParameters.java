package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.query.ConversationFilter;
import io.botflow.analytics.api.query.ConversationOrder;
import io.botflow.analytics.api.range.TimeRange;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which conversations a request asks for. */
final class ConversationParameters {
    static final String STATUS = "status";
    static final String CUSTOMER = "customer";
    static final String WORDS = "q";
    static final String SORT = "sort";

    private static final Map<String, ConversationOrder> ORDERS = ConversationOrder.byText();

    private ConversationParameters() {}

    static ConversationFilter filter(Parameters parameters, Caller caller, TimeRange started) {
        return new ConversationFilter(
                started,
                parameters.uuids(Parameters.BOT_ID),
                statuses(parameters),
                customer(parameters, caller),
                words(parameters));
    }

    static ConversationOrder order(Parameters parameters) {
        return parameters.choice(SORT, ORDERS).orElse(ConversationOrder.NEWEST);
    }

    static Set<String> statuses(Parameters parameters) {
        return parameters.texts(STATUS);
    }

    /** Searching for a phone digit by digit would show it to who may not see it. */
    static Optional<String> customer(Parameters parameters, Caller caller) {
        Optional<String> customer = parameters.text(CUSTOMER);
        if (customer.isPresent() && !caller.role().seesPhones()) {
            throw new ProblemException(new Problem(
                    Problem.FORBIDDEN, "Not for this role", "a viewer may not search by customer", CUSTOMER, null));
        }
        return customer;
    }

    static Optional<String> words(Parameters parameters) {
        return parameters.text(WORDS);
    }
}
