package io.botflow.analytics.local.bench.pipeline;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured on, and which version of the project. */
final class Machine {
    private static final long KIB_PER_MIB = 1024;

    private Machine() {}

    /** @param root the directory of the project */
    static JsonObject describe(Path root) throws IOException, InterruptedException {
        return new JsonObject()
                .put("commit", git(root, "rev-parse", "--short=12", "HEAD"))
                .put("uncommitted_changes", !git(root, "status", "--porcelain").isEmpty())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("processor", firstMatch(Path.of("/proc/cpuinfo"), "model name\\s*:\\s*(.*)"))
                .put(
                        "memory_mib",
                        Long.parseLong(firstMatch(Path.of("/proc/meminfo"), "MemTotal:\\s+(\\d+) kB")) / KIB_PER_MIB)
                .put("jdk", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"))
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                // Above the number of processors, others compete for them.
                .put(
                        "load_average",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String firstMatch(Path file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
        return found.find() ? found.group(1) : "unknown";
    }

    /** What git says; nothing where there is no git, or no repository. */
    private static String git(Path root, String... arguments) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("git");
        builder.command().addAll(List.of(arguments));
        try {
            Process git = builder.directory(root.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "";
        } catch (IOException noGit) {
            return "";
        }
    }
}
