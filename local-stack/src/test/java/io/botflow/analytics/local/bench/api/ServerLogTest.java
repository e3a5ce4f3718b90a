package io.botflow.analytics.local.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerLogTest {
    @Test
    void theStatementsOfTheApiAreFoundWithTheirValues() {
        String log = """
                |LOG:  checkpoint starting: time
                botflow-api|LOG:  duration: 0.010 ms  statement: BEGIN
                botflow-api|LOG:  duration: 0.203 ms  parse 00: SELECT set_config('botflow.user_id', $1, true)
                botflow-api|LOG:  duration: 0.100 ms  bind 00: SELECT set_config('botflow.user_id', $1, true)
                botflow-api|DETAIL:  Parameters: $1 = 'a'
                botflow-api|LOG:  duration: 0.031 ms  execute 00: SELECT set_config('botflow.user_id', $1, true)
                botflow-api|DETAIL:  Parameters: $1 = 'a'
                psql|LOG:  duration: 9.031 ms  statement: SELECT 1
                botflow-api|LOG:  duration: 1.5 ms  execute <unnamed>: SELECT x
                \tFROM t
                \tWHERE a = $1::text AND b = $2::uuid AND c = $10::bigint AND d = $1
                botflow-api|DETAIL:  Parameters: $1 = 'it''s, $2 = ''x', $2 = NULL, $3 = '', $4 = '', $5 = '', $6 = '', $7 = '', $8 = '', $9 = '', $10 = '7'
                botflow-api|LOG:  duration: 0.010 ms  statement: COMMIT
                """;

        assertThat(ServerLog.statements(log))
                .containsExactly(
                        "BEGIN",
                        "SELECT set_config('botflow.user_id', 'a', true)",
                        "SELECT x\nFROM t\nWHERE a = 'it''s, $2 = ''x'::text AND b = NULL::uuid"
                                + " AND c = '7'::bigint AND d = 'it''s, $2 = ''x'",
                        "COMMIT");
    }

    @Test
    void aListOfThousandsOfTimesIsOneValue() {
        String times = "2026-03-01 00:00:00+00,".repeat(10_000);
        String log = "botflow-api|LOG:  duration: 1 ms  execute 1: SELECT $1::text\n"
                + "botflow-api|DETAIL:  Parameters: $1 = '" + times + "'\n";

        assertThat(ServerLog.statements(log)).containsExactly("SELECT '" + times + "'::text");
    }

    @Test
    void aLogOfOthersHasNone() {
        assertThat(ServerLog.statements("")).isEmpty();
        assertThat(ServerLog.statements("\tgoes on\npsql|LOG:  duration: 9.031 ms  statement: SELECT 1\n"))
                .isEmpty();
    }
}
