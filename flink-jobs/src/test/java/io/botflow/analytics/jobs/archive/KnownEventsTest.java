package io.botflow.analytics.jobs.archive;

import static io.botflow.analytics.jobs.serialization.CompactTypeAssert.assertThatType;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EventIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownEventsTest {
    private final long seed = Long.getLong("botflow.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void isByHandAndComesBackFromItsSnapshot() throws IOException {
        assertThatType(KnownEvents.TYPE).isCompactAndComesBackFromItsSnapshot();
    }

    @Test
    void comesBackWithEveryIdAndItsContent() throws IOException {
        System.out.println("KnownEventsTest: -Dbotflow.seed=" + seed);
        for (int size : new int[] {0, 1, 11, 12, 13, 24, 25, 100, 3_000}) {
            List<UUID> ids = ids(size);
            List<UUID> strangers = ids(100);

            assertThatType(KnownEvents.TYPE).bringsBack(known(ids), (back, value) -> {
                assertThat(back.newestAt()).isEqualTo(value.newestAt());
                assertThat(back.eventIds().size()).isEqualTo(ids.size());
                for (int i = 0; i < ids.size(); i++) {
                    assertThat(back.eventIds().hasContent(ids.get(i), i)).isTrue();
                    assertThat(back.eventIds().hasContent(ids.get(i), -1 - i)).isFalse();
                }
                assertThat(strangers).noneMatch(back.eventIds()::contains);
            });
        }
    }

    @Test
    void copiesDeeply() throws IOException {
        UUID added = new UUID(7, 7);

        assertThatType(KnownEvents.TYPE)
                .copiesDeeply(known(ids(5)), copy -> copy.eventIds().add(added, 1), (one, other) -> {
                    assertThat(one.eventIds().size()).isEqualTo(other.eventIds().size());
                    assertThat(one.eventIds().contains(added))
                            .isEqualTo(other.eventIds().contains(added));
                });
    }

    private static KnownEvents known(List<UUID> ids) {
        EventIds eventIds = new EventIds();
        for (int i = 0; i < ids.size(); i++) {
            eventIds.add(ids.get(i), i);
        }
        return new KnownEvents(eventIds, 1_772_359_200_000L);
    }

    private List<UUID> ids(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Some alike in one half, so that places collide.
            ids.add(new UUID(random.nextInt(3) == 0 ? 1 : random.nextLong(), random.nextLong()));
        }
        return ids;
    }
}
