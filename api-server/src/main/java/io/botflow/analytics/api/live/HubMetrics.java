package io.botflow.analytics.api.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What the hub counts of itself. No label names a tenant. */
final class HubMetrics {
    private final MeterRegistry registry;
    private final Map<String, Counter> sentByType = new HashMap<>();
    private final Counter dropped;
    private final Counter unreadable;
    private final Timer lag;

    HubMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.dropped = registry.counter("botflow.ws.dropped");
        this.unreadable = registry.counter("botflow.hub.unreadable");
        this.lag = Timer.builder("botflow.ws.frame.lag")
                .description("from the stream in Redis to the fan-out")
                .publishPercentileHistogram()
                .register(registry);
    }

    void watch(IntSupplier connections, BooleanSupplier isConnected) {
        Gauge.builder("botflow.ws.connections", connections::getAsInt).register(registry);
        Gauge.builder("botflow.hub.redis.connected", () -> isConnected.getAsBoolean() ? 1 : 0)
                .register(registry);
    }

    void sent(String type) {
        sentByType
                .computeIfAbsent(type, name -> registry.counter("botflow.ws.frames", "type", name))
                .increment();
    }

    void dropped() {
        dropped.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void gap(GapReason reason) {
        registry.counter("botflow.ws.gaps", "reason", reason.name()).increment();
    }

    void closed(CloseCode code) {
        registry.counter("botflow.ws.closed", "code", Short.toString(code.code()), "reason", code.name())
                .increment();
    }

    void lag(long millis) {
        lag.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
}
