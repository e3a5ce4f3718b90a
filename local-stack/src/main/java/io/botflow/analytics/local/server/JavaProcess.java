package io.botflow.analytics.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this JVM's class path in a JVM of its own, which ends with this one. */
public final class JavaProcess implements RunningServer {
    private final ChildProcess process;
    private final Path output;

    private JavaProcess(ChildProcess process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program.
     *
     * @param name what its output and its log are named after
     * @param directory where those go
     */
    public static JavaProcess start(
            String name, Class<?> program, List<String> jvmOptions, List<String> arguments, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ServerStartException(name + " cannot use " + directory + ": " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Dfile.encoding=UTF-8",
                "-Dbotflow.log=" + directory.resolve(name + ".log"),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        Path output = directory.resolve(name + ".out");
        return new JavaProcess(
                ChildProcess.start(name, ChildAccount.OWN, command, directory, output, StopSignal.TERM), output);
    }

    /** Where it writes what it says. */
    public Path output() {
        return output;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
