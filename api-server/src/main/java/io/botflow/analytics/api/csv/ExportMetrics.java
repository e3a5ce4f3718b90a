package io.botflow.analytics.api.csv;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** What exports count of themselves. No label names a tenant. */
final class ExportMetrics {
    private final MeterRegistry registry;
    private final Map<Outcome, Counter> ended = new EnumMap<>(Outcome.class);

    ExportMetrics(MeterRegistry registry, IntSupplier active) {
        this.registry = registry;
        Gauge.builder("botflow.exports.active", active::getAsInt).register(registry);
        for (Outcome outcome : Outcome.values()) {
            ended.put(outcome, registry.counter("botflow.exports", "outcome", outcome.label()));
        }
    }

    void ended(Outcome outcome) {
        ended.get(outcome).increment();
    }

    Counter rows(String kind) {
        return registry.counter("botflow.export.rows", "kind", kind);
    }

    /** As they are sent, that is, compressed if they are. */
    Counter bytes(String kind) {
        return registry.counter("botflow.export.bytes", "kind", kind);
    }
}
