package io.botflow.analytics.local;

import io.botflow.analytics.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics that are missing. */
public final class TopicSetup {
    private static final int PARTITIONS = 4;
    private static final short REPLICAS = 1;
    private static final int EVENT_BYTES = 4 * 1024 * 1024;

    /** A record that was turned away is as large as it was, and its headers come on top. */
    private static final int TURNED_AWAY_BYTES = 6 * 1024 * 1024;

    private TopicSetup() {}

    /** Creates those of our topics that the broker does not have. */
    public static void create(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        }
    }

    private static List<NewTopic> topics() {
        return List.of(
                topic(
                        Topics.BOT_EVENTS,
                        Map.of(
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                "LogAppendTime",
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(EVENT_BYTES))),
                topic(Topics.DEAD_LETTERS, turnedAway()),
                topic(Topics.LATE, turnedAway()));
    }

    private static NewTopic topic(String name, Map<String, String> settings) {
        return new NewTopic(name, PARTITIONS, REPLICAS).configs(settings);
    }

    private static Map<String, String> turnedAway() {
        return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(TURNED_AWAY_BYTES));
    }
}
