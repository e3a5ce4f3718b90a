package io.botflow.analytics.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.archive.MessageArchiveJob;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob;
import io.botflow.analytics.jobs.live.LiveMetricsJob;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The jar that is deployed: the jobs with what they need, and nothing that a cluster has of its own. */
class DeployedJarIT {
    private static final Path JAR = Path.of("target/botflow-jobs.jar");
    private static final long MOST_BYTES = 40L * 1024 * 1024;

    @Test
    void holdsNothingThatTheClusterHas() throws Exception {
        Set<String> own = names(JAR.toFile());
        for (Class<?> ofCluster : new Class<?>[] {
            Function.class, Configuration.class, JobGraph.class, StreamExecutionEnvironment.class, Logger.class
        }) {
            File jar = new File(ofCluster
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Set<String> both = new TreeSet<>(names(jar));
            both.retainAll(own);
            assertThat(both.stream().filter(name -> name.endsWith(".class")))
                    .as("classes of %s", jar.getName())
                    .isEmpty();
        }
        assertThat(own).noneMatch(name -> name.startsWith("org/apache/logging/") || name.startsWith("org/rocksdb/"));
    }

    @Test
    void holdsTheJobsAndTheirConnectors() throws Exception {
        assertThat(names(JAR.toFile()))
                .contains(
                        path(ConversationAnalyticsJob.class),
                        path(MessageArchiveJob.class),
                        path(LiveMetricsJob.class),
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/connector/jdbc/core/datastream/sink/JdbcSink.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "org/postgresql/Driver.class",
                        "redis/clients/jedis/Jedis.class");
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JarEntry services =
                    jar.getJarEntry("META-INF/services/org.apache.flink.connector.jdbc.core.database.JdbcFactory");
            assertThat(new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("PostgresFactory");
        }
    }

    @Test
    void canBeLoadedByAnyClassLoader() throws Exception {
        assertThat(names(JAR.toFile()))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
                .contains("META-INF/LICENSE", "META-INF/NOTICE");
        assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
    }

    private static String path(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static Set<String> names(File file) throws IOException {
        try (JarFile jar = new JarFile(file);
                Stream<JarEntry> entries = jar.stream()) {
            return entries.map(JarEntry::getName).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
