package io.botflow.analytics.api.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExportSlotsTest {
    private static final UUID ACME = UUID.fromString("a0000000-0000-0000-0000-000000000001");
    private static final UUID GLOBEX = UUID.fromString("b0000000-0000-0000-0000-000000000002");

    private final ExportSlots slots = new ExportSlots(new ExportSettings(2, 3));

    @Test
    void boundsAnOrganization() {
        ExportSlots.Slot first = slots.take(ACME);
        slots.take(ACME);
        assertRefused(ACME, Problem.TOO_MANY_REQUESTS);
        slots.take(GLOBEX);

        first.close();
        first.close();

        assertThat(slots.taken()).isEqualTo(2);
        slots.take(ACME);
        assertRefused(ACME, Problem.TOO_MANY_REQUESTS);
    }

    @Test
    void boundsTheServer() {
        slots.take(ACME);
        slots.take(ACME);
        ExportSlots.Slot third = slots.take(GLOBEX);
        assertRefused(GLOBEX, Problem.SERVICE_UNAVAILABLE);
        assertThat(slots.taken()).isEqualTo(3);

        third.close();

        slots.take(GLOBEX);
    }

    private void assertRefused(UUID organization, int status) {
        assertThatThrownBy(() -> slots.take(organization)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(status);
            assertThat(e.problem().retryAfterSeconds()).isPositive();
        });
    }
}
