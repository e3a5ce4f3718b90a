package io.botflow.analytics.jobs.conversation.rollup;

import static io.botflow.analytics.jobs.serialization.CompactTypeAssert.assertThatType;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A state backend that copies on write relies on it: a copied bucket shares nothing with its original. */
class BucketCopyTest {
    private static final BotEvent QUESTION =
            new EventScript().received("2026-03-01T10:00:00Z").events().get(0);
    private static final BotEvent ANSWER = new EventScript()
            .sent("2026-03-01T10:00:01Z", Outcome.SUCCESS, 1_000, 7, 1_500_000_000L, KnowledgeBase.HIT)
            .events()
            .get(0);

    @Test
    void copiesTheBucketsOfBotsDeeply() throws IOException {
        List<Consumer<BotBucket>> changes = List.of(
                bucket -> bucket.addMessage(ANSWER),
                bucket -> bucket.addEnd(45, 1),
                bucket -> bucket.add(BotCounter.ACTIVE, -1),
                bucket -> bucket.addAll(bucket));
        for (Consumer<BotBucket> change : changes) {
            BotBucket bucket = new BotBucket();
            bucket.addMessage(QUESTION);
            bucket.addMessage(ANSWER);

            assertThatType(BotBucketSerializer.TYPE).copiesDeeply(bucket, change, BucketCopyTest::assertSame);
        }
    }

    @Test
    void copiesTheBucketsOfOrganizationsDeeply() throws IOException {
        List<Consumer<OrganizationBucket>> changes = List.of(
                bucket -> bucket.addMessage(QUESTION, 5),
                bucket -> bucket.addMessage(ANSWER, 0),
                bucket -> bucket.add(OrganizationCounter.RETRACTABLE, 1));
        for (Consumer<OrganizationBucket> change : changes) {
            OrganizationBucket bucket = new OrganizationBucket();
            bucket.addMessage(QUESTION, 4);

            assertThatType(OrganizationBucketSerializer.TYPE).copiesDeeply(bucket, change, BucketCopyTest::assertSame);
        }
    }

    private static void assertSame(BotBucket one, BotBucket other) {
        for (BotCounter counter : BotCounter.values()) {
            assertThat(one.get(counter)).as("%s", counter).isEqualTo(other.get(counter));
        }
        assertThat(one.responseTimes()).isEqualTo(other.responseTimes());
    }

    private static void assertSame(OrganizationBucket one, OrganizationBucket other) {
        for (OrganizationCounter counter : OrganizationCounter.values()) {
            assertThat(one.get(counter)).as("%s", counter).isEqualTo(other.get(counter));
        }
        assertThat(one.activeUsers()).isEqualTo(other.activeUsers());
        assertThat(one.activeBots()).isEqualTo(other.activeBots());
        assertThat(one.mostActiveBot()).isEqualTo(other.mostActiveBot());
    }
}
