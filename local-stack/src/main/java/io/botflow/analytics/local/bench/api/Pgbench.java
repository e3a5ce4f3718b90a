package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.bench.Latencies;
import io.botflow.analytics.local.server.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** PostgreSQL's own load program, which sends the statements of requests without the API. */
final class Pgbench {
    private static final String PROGRAM = "pgbench";
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    /** Of a line of its log: client, number, microseconds. */
    private static final int MICROS_FIELD = 2;

    private final Path directory;
    private final int port;
    private final int clients;

    /**
     * A load that is not sent yet.
     *
     * @param directory for what it reads and writes
     * @param port of PostgreSQL on this machine
     */
    Pgbench(Path directory, int port, int clients) {
        this.directory = directory;
        this.port = port;
        this.clients = clients;
    }

    /** Whether it is on this machine. */
    static boolean isInstalled(String path) {
        return Stream.of(SEPARATOR.split(path)).anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    /**
     * Sends requests' statements, chosen at random, for so many seconds.
     *
     * @param requests the statements of each
     */
    JsonObject run(List<List<String>> requests, int seconds) throws IOException, InterruptedException {
        Path own = Files.createDirectories(directory.resolve(PROGRAM));
        try (Stream<Path> old = Files.list(own)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        List<String> command = new ArrayList<>(List.of(
                PROGRAM,
                "-n",
                "-M",
                "prepared",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                ServedDatabase.API_ROLE,
                "-c",
                Integer.toString(clients),
                "-T",
                Integer.toString(seconds),
                "--log",
                "--log-prefix=" + own.resolve("log")));
        for (int i = 0; i < requests.size(); i++) {
            Path script = own.resolve("request-" + i + ".sql");
            Files.writeString(script, script(requests.get(i)));
            command.add("-f");
            command.add(script.toString());
        }
        command.add(PostgresServer.DATABASE);
        Process process = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("pgbench failed: " + lastLine(said));
        }
        Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
        try (Stream<Path> logs = Files.list(own)) {
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith("log"))
                    .toList()) {
                addTo(micros, Files.readAllLines(log));
            }
        }
        return new JsonObject()
                .put("requests_per_second", Math.round((double) micros.getTotalCount() / seconds))
                .mergeIn(Latencies.of(micros));
    }

    static void addTo(Histogram micros, List<String> log) {
        for (String line : log) {
            micros.recordValue(Math.min(LONGEST_MICROS, Long.parseLong(line.split(" ", -1)[MICROS_FIELD])));
        }
    }

    static String script(List<String> statements) {
        StringBuilder script = new StringBuilder();
        statements.forEach(statement -> script.append(statement).append(";\n"));
        return script.toString();
    }

    private static String lastLine(String said) {
        return said.lines().reduce("", (earlier, line) -> line.isBlank() ? earlier : line);
    }
}
