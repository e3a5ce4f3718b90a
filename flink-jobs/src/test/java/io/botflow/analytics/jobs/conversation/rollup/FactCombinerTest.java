package io.botflow.analytics.jobs.conversation.rollup;

import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactCombinerTest {
    private static final UUID ONE = id(0xA1);
    private static final UUID OTHER = id(0xA2);

    @Test
    void keepsABotOfTwoOrganizationsApartWithinAMinute() {
        FactCombiner facts = new FactCombiner();
        for (UUID organization : List.of(ONE, OTHER, OTHER)) {
            facts.message(new EventScript()
                    .organization(organization)
                    .received("2026-03-01T10:00:00Z")
                    .events()
                    .get(0));
        }
        List<BotMinute> ofBots = new ArrayList<>();
        List<OrganizationFacts> ofOrganizations = new ArrayList<>();

        facts.drain(ofBots::add, ofOrganizations::add);

        assertThat(ofBots)
                .extracting(
                        minute -> minute.organizationId() + " " + minute.facts().get(BotCounter.INBOUND))
                .containsExactlyInAnyOrder(ONE + " 1", OTHER + " 2");
        assertThat(ofOrganizations)
                .extracting(hour ->
                        hour.hour().organizationId() + " " + hour.facts().get(OrganizationCounter.MESSAGES_RECEIVED))
                .containsExactlyInAnyOrder(ONE + " 1", OTHER + " 2");
    }
}
