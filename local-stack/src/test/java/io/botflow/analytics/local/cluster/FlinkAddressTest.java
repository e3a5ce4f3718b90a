package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.local.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkAddressTest {
    @Test
    void readsHostAndPort() {
        assertThat(FlinkAddress.parse(" http://flink.example.com:8081/ "))
                .isEqualTo(new FlinkAddress("http", "flink.example.com", 8081))
                .hasToString("http://flink.example.com:8081");
    }

    @Test
    void tellsFlinkWhetherToSpeakTls() {
        assertThat(FlinkAddress.parse("https://h:1").options())
                .contains("-Drest.address=h", "-Drest.port=1", "-Dsecurity.ssl.rest.enabled=true");
        assertThat(FlinkAddress.local(8081).options()).contains("-Dsecurity.ssl.rest.enabled=false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"flink:8081", "http://flink", "ftp://flink:1", "http://u:p@flink:1", "http://flink:1/path", "{"})
    void namesTheVariableOfAWrongOne(String wrong) {
        assertThatThrownBy(() -> FlinkAddress.parse(wrong))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("FLINK_ADDRESS");
    }
}
