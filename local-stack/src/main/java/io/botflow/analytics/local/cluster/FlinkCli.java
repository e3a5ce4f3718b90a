package io.botflow.analytics.local.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's own command line, run as a process. */
final class FlinkCli {
    private static final Pattern SUBMITTED = Pattern.compile("submitted with JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");
    private static final Pattern EXCEPTION =
            Pattern.compile("^(?:Caused by: )?(?:[\\w$]+\\.)+(?<type>[\\w$]+): (?<message>.+)$");
    private static final Pattern UNREADABLE = Pattern.compile(
            "rollback to checkpoint/savepoint|find checkpoint or savepoint|find meta data file|CheckpointMetadata",
            Pattern.CASE_INSENSITIVE);

    /** State of many gigabytes is not written in the minute that is the default. */
    private static final String PATIENCE = "-Dclient.timeout=30 min";

    private final FlinkPrograms programs;
    private final FlinkAddress address;

    FlinkCli(FlinkPrograms programs, FlinkAddress address) {
        this.programs = programs;
        this.address = address;
    }

    /** Flink's command line said that it failed. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean unreadableState;

        FailedException(String message, boolean unreadableState) {
            super(message);
            this.unreadableState = unreadableState;
        }

        /** Whether what the job was to start from cannot be read. */
        boolean isOfUnreadableState() {
            return unreadableState;
        }
    }

    /**
     * Starts a job, and gives its id.
     *
     * @param state what it starts from
     */
    String run(Deployment deployment, Path jar, Optional<String> state) throws IOException, InterruptedException {
        return first(SUBMITTED, call(runArguments(address, deployment, jar, state), Optional.of(deployment)));
    }

    /** Runs the job's own code without starting it: a jar, an entry or a setting that is wrong fails here. */
    void check(Deployment deployment, Path jar) throws IOException, InterruptedException {
        String unused = call(checkArguments(address, deployment, jar), Optional.of(deployment));
    }

    /** Takes a savepoint of a job that goes on, and gives its path. */
    String savepoint(String jobId, Optional<String> directory) throws IOException, InterruptedException {
        return first(SAVEPOINT, call(savepointArguments(address, jobId, directory), Optional.empty()));
    }

    /** Stops a job with a savepoint, and gives its path. */
    String stop(String jobId, Optional<String> directory) throws IOException, InterruptedException {
        return first(SAVEPOINT, call(stopArguments(address, jobId, directory), Optional.empty()));
    }

    static List<String> runArguments(FlinkAddress address, Deployment deployment, Path jar, Optional<String> state) {
        List<String> arguments = new ArrayList<>(List.of("run", "--detached"));
        arguments.addAll(address.options());
        deployment.job().flinkOptions().forEach(option -> arguments.add("-D" + option));
        // Later ones win.
        deployment.options().forEach(option -> arguments.add("-D" + option));
        state.ifPresent(path -> arguments.addAll(List.of("--fromSavepoint", path)));
        arguments.addAll(entry(deployment, jar));
        return arguments;
    }

    static List<String> checkArguments(FlinkAddress address, Deployment deployment, Path jar) {
        List<String> arguments = new ArrayList<>(List.of("info"));
        arguments.addAll(address.options());
        arguments.addAll(entry(deployment, jar));
        return arguments;
    }

    static List<String> savepointArguments(FlinkAddress address, String jobId, Optional<String> directory) {
        List<String> arguments = new ArrayList<>(List.of("savepoint"));
        arguments.addAll(address.options());
        arguments.add(PATIENCE);
        arguments.add(jobId);
        directory.ifPresent(arguments::add);
        return arguments;
    }

    static List<String> stopArguments(FlinkAddress address, String jobId, Optional<String> directory) {
        List<String> arguments = new ArrayList<>(List.of("stop"));
        arguments.addAll(address.options());
        arguments.add(PATIENCE);
        directory.ifPresent(path -> arguments.addAll(List.of("--savepointPath", path)));
        arguments.add(jobId);
        return arguments;
    }

    private static List<String> entry(Deployment deployment, Path jar) {
        return List.of(
                "--parallelism",
                Integer.toString(deployment.parallelism()),
                "--class",
                deployment.job().entryClass(),
                jar.toString());
    }

    /** What it printed. The settings are its environment: arguments could be read by every user of the machine. */
    private String call(List<String> arguments, Optional<Deployment> deployment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(programs.commandLine(arguments)).redirectErrorStream(true);
        builder.environment().put("FLINK_CONF_DIR", programs.configuration().toString());
        deployment.ifPresent(settings -> {
            // What is set here by chance would not be there when the job is started again.
            builder.environment().keySet().removeAll(settings.job().variables());
            builder.environment().putAll(settings.settings());
        });
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new FailedException(
                        reason(output), UNREADABLE.matcher(output).find());
            }
            return output;
        } finally {
            process.destroy();
        }
    }

    private static String first(Pattern pattern, String output) throws FailedException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new FailedException(reason(output), false);
        }
        return matcher.group(1);
    }

    /** The innermost message of what Flink printed, without stack traces. */
    static String reason(String output) {
        String reason = null;
        String last = "Flink's command line said nothing";
        for (String line : output.lines().toList()) {
            Matcher matcher = EXCEPTION.matcher(line);
            if (matcher.matches()) {
                String message = matcher.group("message");
                // A message that is only a name needs to be told what is wrong with it.
                reason = message.contains(" ") ? message : matcher.group("type") + ": " + message;
            }
            if (!line.isBlank()) {
                last = line.strip();
            }
        }
        return reason == null ? last : reason;
    }
}
