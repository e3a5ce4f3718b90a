package io.botflow.analytics.local.faults;

import io.botflow.analytics.local.cluster.TestCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** What is kept of a cluster that did not come through: logs, and where its threads stand. */
record Evidence(Path directory) {
    void gather(TestCluster cluster) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(cluster.logs(), "*.{log,out}")) {
            for (Path log : logs) {
                Files.copy(log, directory.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        List<String> programs = new ArrayList<>(Scene.TASK_MANAGERS);
        programs.add(Scene.JOB_MANAGER);
        programs.add("supervisor");
        for (String program : programs) {
            var process = cluster.find(program);
            if (process.isPresent()) {
                dump(
                        process.get().pid(),
                        directory.resolve(program + ".threads").toFile());
            }
        }
        for (String job : Scene.JOBS) {
            try {
                Files.write(directory.resolve(job + ".failures"), cluster.failures(job));
            } catch (IOException away) {
                Files.writeString(directory.resolve(job + ".failures"), away.toString());
            }
        }
    }

    private static void dump(long pid, File file) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jstack")
                                .toString(),
                        Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(file)
                .start()
                .waitFor();
    }
}
