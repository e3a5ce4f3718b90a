package io.botflow.analytics.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system and the JVM tell about a running process of Java. */
public record ProcessFigures(ProcessHandle process) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
    private static final long BYTES_PER_KIB = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Processor time that it has used so far, in seconds. */
    public double cpuSeconds() {
        return seconds(process);
    }

    /** Processor time of the servers that it has started and that still run, in seconds. */
    double serversCpuSeconds() {
        return process.descendants().mapToDouble(ProcessFigures::seconds).sum();
    }

    private static double seconds(ProcessHandle of) {
        return of.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS_PER_SECOND;
    }

    /** Memory that it occupies, in bytes. */
    public long residentBytes() {
        try {
            Matcher found =
                    RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            if (!found.find()) {
                throw new IllegalStateException("process " + process.pid() + " has ended");
            }
            return Long.parseLong(found.group(1)) * BYTES_PER_KIB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left on the heap after a full collection, in bytes; empty where the JDK has no jcmd. Stops the process for a moment. */
    OptionalLong heapBytesAfterCollection() throws InterruptedException {
        try {
            jcmd("GC.run");
            Matcher found = HEAP_USED.matcher(jcmd("GC.heap_info"));
            return found.find()
                    ? OptionalLong.of(Long.parseLong(found.group(1)) * BYTES_PER_KIB)
                    : OptionalLong.empty();
        } catch (IOException noJcmd) {
            return OptionalLong.empty();
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }
}
