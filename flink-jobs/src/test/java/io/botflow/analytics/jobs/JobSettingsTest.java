package io.botflow.analytics.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSettingsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
            "POSTGRES_URL", "jdbc:postgresql://db/botflow",
            "CHECKPOINT_DIRECTORY", "s3://bucket/checkpoints");

    @Test
    void takesTheDocumentedDefaults() {
        JobSettings settings = JobSettings.from(REQUIRED);

        assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(settings.postgres().url()).isEqualTo("jdbc:postgresql://db/botflow");
        assertThat(settings.postgres().user()).isEqualTo("botflow_jobs");
        assertThat(settings.postgres().password()).isNull();
        assertThat(settings.latenessHorizon()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.checkpointDirectory()).isEqualTo("s3://bucket/checkpoints");
    }

    @Test
    void takesWhatIsSet() {
        JobSettings settings = JobSettings.from(with(Map.of(
                "POSTGRES_USER", "someone",
                "POSTGRES_PASSWORD", "secret",
                "LATENESS_HORIZON", "P2D",
                "FLUSH_INTERVAL", "PT0.5S",
                "CHECKPOINT_INTERVAL", "PT1M")));

        assertThat(settings.postgres().user()).isEqualTo("someone");
        assertThat(settings.postgres().password()).isEqualTo("secret");
        assertThat(settings.latenessHorizon()).isEqualTo(Duration.ofDays(2));
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_BOOTSTRAP_SERVERS", "POSTGRES_URL", "CHECKPOINT_DIRECTORY"})
    void namesASettingThatIsMissingOrBlank(String name) {
        Map<String, String> missing = new HashMap<>(REQUIRED);
        missing.remove(name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobSettings.from(missing))
                .withMessageContaining(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobSettings.from(with(Map.of(name, " "))))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "LATENESS_HORIZON, 7 days",
        "LATENESS_HORIZON, PT59M",
        "LATENESS_HORIZON, -P7D",
        "FLUSH_INTERVAL, 2",
        "FLUSH_INTERVAL, PT0S",
        "CHECKPOINT_INTERVAL, often",
        "CHECKPOINT_INTERVAL, PT0.01S"
    })
    void namesASettingWithABadValueAndTheValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobSettings.from(with(Map.of(name, value))))
                .withMessageContaining(name)
                .withMessageMatching(".*(" + value + "|" + value.replace("-P7D", "PT-168H") + ").*");
    }

    @Test
    void neverShowsThePassword() {
        JobSettings settings = JobSettings.from(with(Map.of("POSTGRES_PASSWORD", "hunter2")));

        assertThat(settings.toString()).doesNotContain("hunter2").contains("kafka:9092", "botflow_jobs");
        assertThat(settings.postgres().toString()).doesNotContain("hunter2");
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.putAll(more);
        return environment;
    }
}
