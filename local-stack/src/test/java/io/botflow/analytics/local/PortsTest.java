package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(Ports.fromEnvironment(Map.of())).isEqualTo(new Ports(8080, 8090, 9092, 5432, 6379, 8081));
    }

    @Test
    void aPortOutOfRangeIsNamed() {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("REDIS_PORT", "70000")))
                .isInstanceOf(UsageException.class)
                .hasMessage("REDIS_PORT is not between 1 and 65535: 70000");
    }

    @Test
    void twoEqualPortsAreNamed() {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("KAFKA_PORT", "5432")))
                .hasMessage("KAFKA_PORT and POSTGRES_PORT are both 5432");
    }

    @Test
    void aBusyPortIsNamedWithItsVariable() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = Ports.fromEnvironment(Map.of("API_PORT", Integer.toString(busy.getLocalPort())));
            assertThatThrownBy(ports::requireFree)
                    .hasMessage("port " + busy.getLocalPort() + " is busy: set API_PORT to another");
        }
    }
}
