package io.botflow.analytics.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.LocalStack;
import io.botflow.analytics.local.ServedApi;
import io.botflow.analytics.local.TestStack;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.token.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the browser tests of the page, which are written in its own language, before a stack with two days of dialogues.
 * {@code -Dbotflow.browser-tests=smoke} runs those whose file is called so; {@code -Dbotflow.browser-tests=by-hand} keeps
 * the stack for somebody to run them, until Maven is stopped.
 */
class DashboardIT {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Path PAGE = Path.of("..", "api-server", "dashboard");
    private static final String WANTED = "botflow.browser-tests";
    private static final String BY_HAND = "by-hand";
    private static final int MOST_LINES_OF_FAILURES = 100;
    private static final String VITEST = "node_modules/.bin/vitest";

    @TempDir
    static Path directory;

    private static LocalStack stack;
    private static RecordedHistory history;
    private static ServedApi api;
    private static ControlServer control;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(directory.resolve("stack"));
        history = RecordedHistory.read();
        history.sendTo(stack, directory);
        api = ServedApi.over(stack.settings());
        control = ControlServer.start(stack.settings(), api, history);
    }

    @AfterAll
    static void stop() throws Exception {
        if (control != null) {
            control.stop();
            api.close();
        }
        stack.close();
    }

    @Test
    void thePageWorksInABrowser() throws Exception {
        String wanted = System.getProperty(WANTED, "");
        if (wanted.equals(BY_HAND)) {
            keep();
        }
        assertThat(PAGE.resolve(VITEST)).as("libraries of the page").exists();
        List<String> command = new ArrayList<>(List.of(VITEST, "run", "--config", "browser-tests/vitest.config.ts"));
        if (!wanted.isEmpty()) {
            command.add(wanted);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(PAGE.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment());

        List<String> lines = new ArrayList<>();
        int exitCode = run(builder, lines);
        assertThat(exitCode)
                .as("exit code of the browser tests%n%s", failures(lines))
                .isZero();
    }

    /** Writes down what the browser tests need, and waits for ever. */
    private static void keep() throws IOException, InterruptedException {
        Path file = Path.of("target", "browser-tests.env").toAbsolutePath();
        Files.write(
                file, environment().entrySet().stream().map(Object::toString).toList());
        System.out.println("the stack runs; its environment is in " + file);
        new CountDownLatch(1).await();
    }

    private static Map<String, String> environment() {
        return Map.of(
                "BOTFLOW_URL", api.url(),
                "BOTFLOW_TOKEN", token(Role.ADMIN),
                "BOTFLOW_VIEWER_TOKEN", token(Role.VIEWER),
                "BOTFLOW_CONTROL", control.url(),
                "CHROMIUM", chromium().toString());
    }

    private static String token(Role role) {
        Organization organization = history.organization();
        return new Tokens(stack.settings(), Clock.systemUTC())
                .sign(organization.member(role), organization.id(), Tokens.LIFETIME);
    }

    /** What {@code CHROMIUM} names, else {@code chromium}, on the {@code PATH}. */
    private static Path chromium() {
        Path named = Path.of(System.getenv().getOrDefault("CHROMIUM", "chromium"));
        return Stream.concat(
                        Stream.of(named).filter(Path::isAbsolute),
                        Arrays.stream(System.getenv("PATH").split(":", -1))
                                .map(each -> Path.of(each).resolve(named)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(named
                        + " is not there: install Chromium (apt-get install chromium), or set CHROMIUM to a browser of"
                        + " its kind"));
    }

    /** What they say of the tests that failed, which comes after all others. */
    private static String failures(List<String> lines) {
        return lines.stream()
                .dropWhile(line -> !line.contains("Failed Tests"))
                .limit(MOST_LINES_OF_FAILURES)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Runs a program, and shows and adds to a list all that it says. */
    private static int run(ProcessBuilder builder, List<String> lines) throws IOException, InterruptedException {
        Process process = builder.start();
        Thread ending = new Thread(() -> destroy(process), "end of the browser tests");
        Runtime.getRuntime().addShutdownHook(ending);
        CompletableFuture<Void> output = CompletableFuture.runAsync(() -> show(process, lines));
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the browser tests took longer than " + LIMIT);
            }
            output.join();
            return process.exitValue();
        } finally {
            destroy(process);
            Runtime.getRuntime().removeShutdownHook(ending);
        }
    }

    private static void show(Process process, List<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            // Not to the file descriptor itself, on which Maven speaks with this JVM.
            reader.lines().peek(lines::add).forEach(System.out::println);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the browser, which would outlive it. */
    private static void destroy(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
