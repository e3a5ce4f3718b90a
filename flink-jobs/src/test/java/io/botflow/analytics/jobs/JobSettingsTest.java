package io.botflow.analytics.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botflow.analytics.jobs.sink.Postgres;
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
        JobSettings settings = settings(REQUIRED);
        Postgres postgres = postgres(REQUIRED);

        assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(postgres.url()).isEqualTo("jdbc:postgresql://db/botflow");
        assertThat(postgres.user()).isEqualTo("botflow_jobs");
        assertThat(postgres.password()).isNull();
        assertThat(settings.latenessHorizon()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.checkpointDirectory()).isEqualTo("s3://bucket/checkpoints");
    }

    @Test
    void takesWhatIsSet() {
        Postgres postgres = postgres(with(Map.of("POSTGRES_USER", "someone", "POSTGRES_PASSWORD", "secret")));
        JobSettings settings = settings(with(Map.of(
                "LATENESS_HORIZON", "P2D",
                "FLUSH_INTERVAL", "PT0.5S",
                "CHECKPOINT_INTERVAL", "PT1M")));

        assertThat(postgres.user()).isEqualTo("someone");
        assertThat(postgres.password()).isEqualTo("secret");
        assertThat(settings.latenessHorizon()).isEqualTo(Duration.ofDays(2));
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_BOOTSTRAP_SERVERS", "POSTGRES_URL", "CHECKPOINT_DIRECTORY"})
    void namesASettingThatIsMissingOrBlank(String name) {
        Map<String, String> missing = new HashMap<>(REQUIRED);
        missing.remove(name);

        assertThatIllegalArgumentException().isThrownBy(() -> read(missing)).withMessageContaining(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(with(Map.of(name, " "))))
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
                .isThrownBy(() -> settings(with(Map.of(name, value))))
                .withMessageContaining(name)
                .withMessageMatching(".*(" + value + "|" + value.replace("-P7D", "PT-168H") + ").*");
    }

    @Test
    void neverShowsThePassword() {
        Postgres postgres = postgres(with(Map.of("POSTGRES_PASSWORD", "hunter2")));

        assertThat(postgres.toString()).doesNotContain("hunter2").contains("botflow_jobs");
    }

    private static void read(Map<String, String> environment) {
        settings(environment);
        postgres(environment);
    }

    private static JobSettings settings(Map<String, String> environment) {
        return JobSettings.from(new EnvironmentVariables(environment), JobSettings.TABLE_FLUSH_INTERVAL);
    }

    private static Postgres postgres(Map<String, String> environment) {
        return Postgres.from(new EnvironmentVariables(environment));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.putAll(more);
        return environment;
    }
}
