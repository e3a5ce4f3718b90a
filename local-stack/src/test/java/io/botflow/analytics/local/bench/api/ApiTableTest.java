package io.botflow.analytics.local.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ApiTableTest {
    private static final Request REQUEST = new Request("/api/x", "token");

    @Test
    void aLineStandsBelowItsHeader() {
        Answers answers = new Answers(2);
        for (int i = 1; i <= 100; i++) {
            answers.received(TimeUnit.MILLISECONDS.toNanos(i), 10);
        }
        JsonObject numbers = answers.toJson();
        numbers.put("sql", new JsonObject().put("requests_per_second", 7).put("p50_ms", 0.5));

        String line = ApiTable.line("an endpoint", numbers);

        assertThat(line).hasSameSizeAs(ApiTable.HEADER);
        assertThat(line.split(" +"))
                .containsExactly("an", "endpoint", "50", "50.02", "99.01", "100.03", "0", "|", "7", "0.50", "-", "-");
    }

    @Test
    void whatFailedIsCountedAndTheFirstIsTold() {
        Answers answers = new Answers(1);
        answers.failed(REQUEST, "first");
        answers.failed(REQUEST, "second");

        assertThat(answers.errors()).isEqualTo(2);
        assertThat(answers.toJson().getString("first_error")).isEqualTo("/api/x: first");
        assertThat(ApiTable.line("none", answers.toJson()).split(" +"))
                .containsExactly("none", "0", "-", "-", "-", "2", "|", "-", "-", "-", "-");
    }

    @Test
    void aLogOfPgbenchHasMicroseconds() {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);

        Pgbench.addTo(micros, List.of("0 1 1500 0 1700000000 123456", "3 9 2500 7 1700000000 123456"));

        assertThat(micros.getTotalCount()).isEqualTo(2);
        assertThat(micros.getMinValue()).isEqualTo(1_500);
        assertThat(Pgbench.script(List.of("BEGIN", "SELECT 1", "COMMIT"))).isEqualTo("BEGIN;\nSELECT 1;\nCOMMIT;\n");
    }
}
