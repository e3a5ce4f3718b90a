package io.botflow.analytics.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @Test
    void readsCells() {
        CsvTable table = CsvTable.parse(bytes("a,b,c\r\n1,\"x, \"\"y\"\"\r\n\",\r\n,\"\",'=z\r\n"));

        assertThat(table.header()).containsExactly("a", "b", "c");
        assertThat(table.rows().get(0).values()).containsExactly("1", "x, \"y\"\r\n", null);
        assertThat(table.rows().get(1).values()).containsExactly(null, "", "'=z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a\n", "a\r\n1", "a\r\n1,2\r\n", "a\r\nx\"y\"\r\n", "a\r\n\"x\"y\r\n", "a\r\n\"x\r\n"})
    void refusesWhatIsNotRfc4180(String text) {
        assertThatThrownBy(() -> CsvTable.parse(bytes(text))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
