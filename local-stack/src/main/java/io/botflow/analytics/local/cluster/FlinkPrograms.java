package io.botflow.analytics.local.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * The command lines of Flink's programs, as the scripts of its distribution would put them together.
 *
 * @param libraries the directory of Flink's jars
 * @param configuration the directory of {@code config.yaml}
 * @param logs the directory of log files
 * @param temporary the directory of what a program that is killed leaves behind
 */
record FlinkPrograms(Path libraries, Path configuration, Path logs, Path temporary) {
    /** Those packages of the JDK that Flink's default configuration opens. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    List<String> jobManager(Configuration settings) {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(settings);
        return program(
                "jobmanager",
                options(
                        JobManagerProcessUtils.generateJvmParametersStr(memory, settings),
                        settings,
                        CoreOptions.FLINK_JM_JVM_OPTIONS),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    }

    /** @param name by which the others know it: started again under it, it takes the place of the one that ended */
    List<String> taskManager(Configuration settings, String name) {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(settings);
        List<String> own = new ArrayList<>(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        own.addAll(List.of("-D", "taskmanager.resource-id=" + name));
        return program(
                name,
                options(
                        ProcessMemoryUtils.generateJvmParametersStr(memory),
                        settings,
                        CoreOptions.FLINK_TM_JVM_OPTIONS),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                own);
    }

    /** Flink's own command line, which also needs {@code FLINK_CONF_DIR}. */
    List<String> commandLine(List<String> arguments) {
        List<String> command = new ArrayList<>(
                // It is over before the compiler's second tier would pay.
                java("cli", List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")));
        command.add("org.apache.flink.client.cli.CliFrontend");
        command.addAll(arguments);
        return command;
    }

    /** What the memory asks for, and the options of {@code env.java.opts.all} and of the program's own setting. */
    private static List<String> options(String memory, Configuration settings, ConfigOption<String> own) {
        return Stream.of(memory, settings.get(CoreOptions.FLINK_JVM_OPTIONS), settings.get(own))
                .flatMap(line -> words(line).stream())
                .toList();
    }

    private List<String> program(String name, List<String> memory, String main, List<String> options) {
        List<String> command = new ArrayList<>(java(name, memory));
        command.addAll(List.of(main, "--configDir", configuration.toString()));
        command.addAll(options);
        return command;
    }

    private List<String> java(String name, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        OPENED.forEach(opened -> command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dlog.file=" + logs.resolve(name + ".log"));
        command.add("-Dlog4j2.configurationFile="
                + FlinkConfiguration.logging(configuration).toUri());
        command.addAll(List.of("-cp", libraries.resolve("*").toString()));
        return command;
    }

    private static List<String> words(String line) {
        return Stream.of(line.split(" ")).filter(word -> !word.isBlank()).toList();
    }
}
