package io.botflow.analytics.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
    @Test
    void aRunningJvmIsMeasured() throws Exception {
        ProcessFigures own = new ProcessFigures(ProcessHandle.current());

        assertThat(own.cpuSeconds()).isPositive();
        assertThat(own.residentBytes()).isBetween(10L << 20, 64L << 30);
        assertThat(own.heapBytesAfterCollection().orElseThrow())
                .isBetween(1L << 20, Runtime.getRuntime().maxMemory());
    }
}
