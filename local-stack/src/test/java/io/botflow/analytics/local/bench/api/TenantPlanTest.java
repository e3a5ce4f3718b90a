package io.botflow.analytics.local.bench.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantPlanTest {
    @ParameterizedTest
    @CsvSource({"1000, 10000000", "1, 1", "20, 500", "21, 500", "19, 90"})
    void allOrganizationsTogetherHaveAllConversations(int organizations, long conversations) {
        TenantPlan plan = new TenantPlan(organizations, conversations);

        double perDay =
                IntStream.range(0, organizations).mapToDouble(plan::perDay).sum();

        assertThat(perDay * TenantPlan.DAYS).isCloseTo((double) conversations, within(1e-3));
    }

    @Test
    void aLargeOrganizationHasTenTimesAsMany() {
        TenantPlan plan = new TenantPlan(1_000, 10_000_000);

        assertThat(IntStream.range(0, 1_000).filter(TenantPlan::isLarge)).hasSize(50);
        assertThat(plan.perDay(20)).isCloseTo(10 * plan.perDay(21), within(1e-6));
    }

    @Test
    void organizationsHaveAboutTenBotsAndNoneTwice() {
        TenantPlan plan = new TenantPlan(100, 1);
        Set<UUID> ids = new HashSet<>();
        int bots = 0;
        for (int number = 0; number < 100; number++) {
            Organization organization = plan.organization(number);
            assertThat(ids.add(organization.id())).isTrue();
            for (Bot bot : plan.bots(number)) {
                assertThat(bot.organizationId()).isEqualTo(organization.id());
                assertThat(ids.add(bot.id())).isTrue();
                bots++;
            }
        }
        assertThat(bots).isBetween(900, 1_100);
    }

    @Test
    void aPlanOfNothingIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantPlan(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantPlan(1, 0));
    }
}
