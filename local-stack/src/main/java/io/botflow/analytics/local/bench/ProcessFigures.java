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
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the system and the JVM tell about a running process of Java. */
public record ProcessFigures(ProcessHandle process) {
    private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    /** G1 has one line for the heap, the other collectors one for each generation. */
    private static final Pattern HEAP_USED =
            Pattern.compile("(?:garbage-first heap|PSYoungGen|ParOldGen|generation) +total \\d+K, used (\\d+)K");

    private static final long BYTES_PER_KIB = 1024;
    private static final double NANOS_PER_SECOND = 1e9;
    /** In {@code /proc/PID/stat} behind the name: own user and system ticks, then those of children that ended. */
    private static final int USER_TICKS = 11;

    private static final int TICK_COLUMNS = 4;
    /** As Linux shows them to programs, whatever the kernel counts in. */
    private static final double TICKS_PER_SECOND = 100;

    /** Processor time that it has used so far, in seconds. */
    public double cpuSeconds() {
        return seconds(process);
    }

    /** Processor time of the servers that it has started and that still run, in seconds. */
    double serversCpuSeconds() {
        return process.descendants().mapToDouble(ProcessFigures::seconds).sum();
    }

    /**
     * Processor time of a server and of all processes that it has started, in seconds: those that have ended are in what
     * the system counts for the one that waited for them.
     */
    public double cpuSecondsWithChildren() {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(ProcessFigures::secondsWithEnded)
                .sum();
    }

    private static double secondsWithEnded(ProcessHandle of) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(of.pid()), "stat"));
            // What stands before may hold blanks: the program's name, in parentheses.
            String[] columns = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int column = USER_TICKS; column < USER_TICKS + TICK_COLUMNS; column++) {
                ticks += Long.parseLong(columns[column]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static double seconds(ProcessHandle of) {
        return of.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS_PER_SECOND;
    }

    /** Memory that it occupies, in bytes. */
    public long residentBytes() {
        return status(RESIDENT);
    }

    /** The most memory that it has occupied so far, in bytes. */
    public long peakResidentBytes() {
        return status(MOST_RESIDENT);
    }

    private long status(Pattern line) {
        try {
            Matcher found = line.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            if (!found.find()) {
                throw new IllegalStateException("process " + process.pid() + " has ended");
            }
            return Long.parseLong(found.group(1)) * BYTES_PER_KIB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left on the heap after a full collection, in bytes; empty where the JDK has no jcmd. Stops the process for a moment. */
    public OptionalLong heapBytesAfterCollection() throws InterruptedException {
        try {
            jcmd("GC.run");
            long[] used = HEAP_USED
                    .matcher(jcmd("GC.heap_info"))
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)) * BYTES_PER_KIB)
                    .toArray();
            return used.length == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(LongStream.of(used).sum());
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
