package io.botflow.analytics.local.bench.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a process was how often, or what it allocated where.
 *
 * @param weights by stack, its frames from the outermost to the innermost
 */
record StackSamples(Map<List<String>, Long> weights) {
    private static final String OWN = "io.botflow.";

    /** A frame and its share of the whole. */
    record Share(String frame, double percent) {}

    /** Where processor time went between two times, as a flight recording has it; one sample weighs 1. */
    static StackSamples ofProcessor(Path recording, Instant from, Instant to) throws IOException {
        return read(recording, from, to, "jdk.ExecutionSample", event -> 1);
    }

    /** What was allocated where between two times, in bytes. */
    static StackSamples ofAllocation(Path recording, Instant from, Instant to) throws IOException {
        return read(recording, from, to, "jdk.ObjectAllocationSample", event -> event.getLong("weight"));
    }

    private static StackSamples read(
            Path recording, Instant from, Instant to, String type, ToLongFunction<RecordedEvent> weight)
            throws IOException {
        Map<List<String>, Long> weights = new HashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(type)
                        && event.getStackTrace() != null
                        && !event.getStartTime().isBefore(from)
                        && event.getStartTime().isBefore(to)) {
                    weights.merge(stack(event), weight.applyAsLong(event), Long::sum);
                }
            }
        }
        return new StackSamples(weights);
    }

    private static List<String> stack(RecordedEvent event) {
        List<String> frames = event.getStackTrace().getFrames().stream()
                .filter(RecordedFrame::isJavaFrame)
                .map(RecordedFrame::getMethod)
                .map(StackSamples::name)
                .collect(Collectors.toList());
        Collections.reverse(frames);
        return frames;
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    long total() {
        return weights.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The frames that were innermost, the most frequent first. */
    List<Share> innermost(int most) {
        return shares(most, stack -> Stream.of(stack.get(stack.size() - 1)));
    }

    /** The project's own frames by what they called besides each other: of each stack the innermost of them. */
    List<Share> innermostOwn(int most) {
        return shares(most, stack -> innermostOwn(stack).stream());
    }

    /** The project's own frames with all that they called, whoever's it is. */
    List<Share> own(int most) {
        return shares(
                most,
                stack -> new HashSet<>(stack.stream()
                                .filter(frame -> frame.startsWith(OWN))
                                .toList())
                        .stream());
    }

    private static Optional<String> innermostOwn(List<String> stack) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (stack.get(i).startsWith(OWN)) {
                return Optional.of(stack.get(i));
            }
        }
        return Optional.empty();
    }

    private List<Share> shares(int most, Function<List<String>, Stream<String>> frames) {
        Map<String, Long> sums = new HashMap<>();
        weights.forEach((stack, weight) -> frames.apply(stack).forEach(frame -> sums.merge(frame, weight, Long::sum)));
        double total = total();
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(sum -> new Share(sum.getKey(), 100 * sum.getValue() / total))
                .toList();
    }

    /** A line for each stack, frames separated by semicolons and then its weight, as tools for flame graphs read it. */
    List<String> collapsed() {
        Map<String, Long> lines = new TreeMap<>();
        weights.forEach((stack, weight) -> lines.merge(String.join(";", stack), weight, Long::sum));
        return lines.entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue())
                .toList();
    }
}
