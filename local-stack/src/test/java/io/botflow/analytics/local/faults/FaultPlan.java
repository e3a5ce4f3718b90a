package io.botflow.analytics.local.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Which faults strike, and in which order. */
record FaultPlan(List<Fault> faults) {
    private static final List<List<Fault>> COMPONENTS = List.of(
            List.of(FlinkFault.values()),
            List.of(PostgresFault.values()),
            List.of(RedisFault.values()),
            List.of(KafkaFault.values()),
            List.of(JobChange.values()));

    /**
     * As many faults as are asked for: of each component in turn, none a second time before all of its component have
     * struck, and all in random order.
     */
    static FaultPlan of(Random random, int count) {
        List<Iterator<Fault>> endless = COMPONENTS.stream()
                .map(component -> Stream.generate(() -> shuffled(component, random))
                        .flatMap(List::stream)
                        .iterator())
                .toList();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faults.add(endless.get(i % endless.size()).next());
        }
        Collections.shuffle(faults, random);
        return new FaultPlan(List.copyOf(faults));
    }

    /** Those of these names, for looking into one of them. */
    static FaultPlan named(String names) {
        return new FaultPlan(Arrays.stream(names.split(","))
                .map(name -> COMPONENTS.stream()
                        .flatMap(List::stream)
                        .filter(fault -> fault.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no fault " + name)))
                .toList());
    }

    private static List<Fault> shuffled(List<Fault> faults, Random random) {
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
