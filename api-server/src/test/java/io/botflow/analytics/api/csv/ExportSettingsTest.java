package io.botflow.analytics.api.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportSettingsTest {
    @Test
    void hasDefaults() {
        assertThat(ExportSettings.fromEnvironment(Map.of())).isEqualTo(new ExportSettings(4, 16));
        assertThat(ExportSettings.fromEnvironment(Map.of("MAX_EXPORTS", " 20 ", "MAX_EXPORTS_PER_ORGANIZATION", "")))
                .isEqualTo(new ExportSettings(4, 20));
    }

    @ParameterizedTest
    @CsvSource({"MAX_EXPORTS,0", "MAX_EXPORTS,1001", "MAX_EXPORTS_PER_ORGANIZATION,-1", "MAX_EXPORTS,many"})
    void namesTheWrongOne(String name, String value) {
        assertThatThrownBy(() -> ExportSettings.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " is not ");
    }
}
