package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which messages are meant.
 *
 * @param occurred when they were said
 * @param botIds of or to which bots; empty for all
 * @param conversationId of which conversation; empty for all
 * @param statuses of their conversations; empty for any
 * @param customer part of their customer's phone
 * @param words all in the message
 */
public record MessageFilter(
        TimeRange occurred,
        Set<UUID> botIds,
        Optional<UUID> conversationId,
        Set<String> statuses,
        Optional<String> customer,
        Optional<String> words) {

    /** The conditions on the table {@code m}. */
    List<String> conditions(Values values, UUID organizationId) {
        List<String> conditions = new ArrayList<>();
        conditions.add("m.organization_id = " + values.uuid(organizationId));
        conditions.add("m.occurred_at >= " + values.time(occurred.from()));
        conditions.add("m.occurred_at < " + values.time(occurred.to()));
        if (!botIds.isEmpty()) {
            conditions.add("m.bot_id = ANY (" + values.uuids(botIds) + ")");
        }
        conversationId.ifPresent(id -> conditions.add("m.conversation_id = " + values.uuid(id)));
        words.ifPresent(searched -> conditions.add(new Words(searched).condition(values)));
        List<String> ofConversation = new ArrayList<>();
        ConversationFilter.addStatuses(ofConversation, values, statuses);
        customer.ifPresent(part -> ofConversation.add(ConversationFilter.hasCustomer(values, part)));
        if (!ofConversation.isEmpty()) {
            // As text, so that only the policy's condition on the organization can lead an index. With both, PostgreSQL
            // expects so few rows of an organization that it takes any of its indexes for as good as the key, and reads
            // all of the organization's conversations for each message.
            conditions.add("EXISTS (SELECT FROM conversation_metrics c"
                    + " WHERE c.organization_id::text = m.organization_id::text"
                    + " AND c.conversation_id = m.conversation_id AND " + String.join(" AND ", ofConversation)
                    + ConversationFilter.EACH_BY_ITSELF + ")");
        }
        return conditions;
    }
}
