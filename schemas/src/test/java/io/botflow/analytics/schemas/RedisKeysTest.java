package io.botflow.analytics.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedisKeysTest {
    private static final UUID ORGANIZATION = UUID.fromString("AAAAAAAA-0000-4000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("AAAAAAAA-0000-4000-8000-000000000002");
    private static final UUID BOT = UUID.fromString("bbbbbbbb-0000-4000-8000-000000000001");
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

    @Test
    void writesEveryKeyAsTheContractSpellsIt() {
        assertThat(keys(ORGANIZATION))
                .containsExactly(
                        "metrics:realtime:aaaaaaaa-0000-4000-8000-000000000001",
                        "metrics:realtime:aaaaaaaa-0000-4000-8000-000000000001:2026-03-01T09",
                        "metrics:rolling:aaaaaaaa-0000-4000-8000-000000000001:bbbbbbbb-0000-4000-8000-000000000001:1h",
                        "leaderboard:aaaaaaaa-0000-4000-8000-000000000001:2026-03-01:messages",
                        "leaderboard:aaaaaaaa-0000-4000-8000-000000000001:2026-03-01:conversations",
                        "feed:aaaaaaaa-0000-4000-8000-000000000001",
                        "live:aaaaaaaa-0000-4000-8000-000000000001");
    }

    @Test
    void sharesNoKeyBetweenOrganizationsNorBetweenUses() {
        List<String> keys = keys(ORGANIZATION);

        assertThat(keys).doesNotHaveDuplicates().doesNotContainAnyElementsOf(keys(OTHER));
    }

    @Test
    void cutsHoursInUtc() {
        assertThat(RedisKeys.realtimeHour(ORGANIZATION, Instant.parse("2026-02-28T23:59:59.999Z")))
                .endsWith(":2026-02-28T23");
        assertThat(RedisKeys.realtimeHour(ORGANIZATION, Instant.parse("2026-03-01T00:00:00Z")))
                .endsWith(":2026-03-01T00");
    }

    private static List<String> keys(UUID organizationId) {
        return List.of(
                RedisKeys.realtime(organizationId),
                RedisKeys.realtimeHour(organizationId, Instant.parse("2026-03-01T09:30:00Z")),
                RedisKeys.rolling(organizationId, BOT),
                RedisKeys.leaderboardMessages(organizationId, DATE),
                RedisKeys.leaderboardConversations(organizationId, DATE),
                RedisKeys.feed(organizationId),
                RedisKeys.live(organizationId));
    }
}
