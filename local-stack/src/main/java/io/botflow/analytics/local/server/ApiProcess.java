package io.botflow.analytics.local.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The API server in a JVM of its own, as it runs in production. */
public final class ApiProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final ChildProcess process;

    private ApiProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a server from this JVM's class path and waits until it is ready.
     *
     * @param directory where it writes what it says
     * @param jvmOptions of its JVM
     * @param environment its settings
     * @param managementUrl where its health is asked for
     */
    public static ApiProcess start(
            Path directory, List<String> jvmOptions, Map<String, String> environment, String managementUrl) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ServerStartException("the API server cannot use " + directory + ": " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.botflow.analytics.api.Main"));
        ChildProcess process = ChildProcess.start(
                "the API server",
                ChildAccount.OWN,
                command,
                environment,
                directory,
                directory.resolve("api.log"),
                StopSignal.TERM);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create(managementUrl + "health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        process.awaitReady(() -> requireReady(client.send(health, HttpResponse.BodyHandlers.ofString())), START_LIMIT);
        return new ApiProcess(process);
    }

    private static void requireReady(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException(answer.body());
        }
    }

    /** The process of the server. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
