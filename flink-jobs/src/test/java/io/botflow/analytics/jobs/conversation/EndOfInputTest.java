package io.botflow.analytics.jobs.conversation;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EndCounters;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.schemas.event.BotEvent;
import org.junit.jupiter.api.Test;

/** A job that is stopped with a savepoint may have drained its input: Flink then sends the last of all watermarks. */
class EndOfInputTest {
    @Test
    void isNoTimeOfAnyEvent() throws Exception {
        try (AnalyticsHarness job = new AnalyticsHarness()) {
            for (BotEvent event : new EventScript()
                    .received("2026-03-01T10:00:00Z")
                    .received("2026-03-01T10:10:00Z")
                    .events()) {
                if (event.occurredAt() == at("2026-03-01T10:10:00Z")) {
                    job.eventTime(Long.MAX_VALUE);
                    job.restart();
                }
                job.read(event);
            }
            job.flush();

            assertThat(job.late()).isEmpty();
            assertThat(job.counter(EndCounters.COUNTED)).isEqualTo(2);
            assertThat(job.table(ExpectedTables.CONVERSATIONS).rows())
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("total_messages", "2").containsEntry("ended_at", null));
        }
    }
}
