package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which conversations are meant: the same for the list and for its export.
 *
 * @param started when they started
 * @param botIds of which bots; empty for all
 * @param statuses empty for any; {@link #ACTIVE} is an open one
 * @param customer part of the customer's phone
 * @param words all in one of the messages
 */
public record ConversationFilter(
        TimeRange started, Set<UUID> botIds, Set<String> statuses, Optional<String> customer, Optional<String> words) {
    /** What an open conversation has for a status. */
    public static final String ACTIVE = "active";

    /** As a condition has it. */
    static final String STATUS = "coalesce(c.resolution_status, '" + ACTIVE + "')";

    /**
     * Keeps PostgreSQL from joining what the organization has as a whole: it takes the organization in the condition and
     * the one in the policy for independent, expects far too few rows, and would read all messages for each conversation.
     */
    static final String EACH_BY_ITSELF = " OFFSET 0";

    /** The same conversations of another time. */
    public ConversationFilter startedIn(TimeRange range) {
        return new ConversationFilter(range, botIds, statuses, customer, words);
    }

    /** The conditions on the table {@code c}, in their order. */
    List<String> conditions(Values values, UUID organizationId) {
        List<String> conditions = new ArrayList<>();
        conditions.add("c.organization_id = " + values.uuid(organizationId));
        conditions.add("c.started_at >= " + values.time(started.from()));
        conditions.add("c.started_at < " + values.time(started.to()));
        if (!botIds.isEmpty()) {
            conditions.add("c.bot_id = ANY (" + values.uuids(botIds) + ")");
        }
        addStatuses(conditions, values, statuses);
        customer.ifPresent(part -> conditions.add(hasCustomer(values, part)));
        words.ifPresent(searched -> conditions.add("EXISTS (SELECT FROM messages m"
                + " WHERE m.organization_id = c.organization_id AND m.conversation_id = c.conversation_id AND "
                + new Words(searched).condition(values) + EACH_BY_ITSELF + ")"));
        return conditions;
    }

    static void addStatuses(List<String> conditions, Values values, Set<String> statuses) {
        if (!statuses.isEmpty()) {
            conditions.add(STATUS + " = ANY (" + values.words(statuses) + ")");
        }
    }

    static String hasCustomer(Values values, String part) {
        return "strpos(c.customer_phone, " + values.text(part) + ") > 0";
    }
}
