package io.botflow.analytics.local.faults;

import io.botflow.analytics.local.StackServer;
import io.botflow.analytics.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;

/** What happens to Kafka and to what it is sent. */
enum KafkaFault implements Fault {
    KAFKA_RESTARTED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.server(NAME).stop("-TERM");
        }
    },
    KAFKA_KILLED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.kill(NAME);
        }
    },
    KAFKA_FROZEN {
        @Override
        public void strike(Scene scene) throws Exception {
            StackServer kafka = scene.server(NAME);
            kafka.freeze();
            try {
                scene.pause(5_000, 20_000);
            } finally {
                kafka.thaw();
            }
        }
    },
    /** Events of a conversation lie in two partitions from now on. */
    PARTITIONS_ADDED {
        @Override
        public void strike(Scene scene) throws Exception {
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    scene.cluster().settings().bootstrapServers()))) {
                int partitions = admin.describeTopics(List.of(Topics.BOT_EVENTS))
                        .allTopicNames()
                        .get()
                        .get(Topics.BOT_EVENTS)
                        .partitions()
                        .size();
                admin.createPartitions(Map.of(Topics.BOT_EVENTS, NewPartitions.increaseTo(partitions + 1)))
                        .all()
                        .get();
            }
        }
    },
    PRODUCERS_CLOCK_OFF {
        @Override
        public void strike(Scene scene) {
            scene.traffic().sendWithClocksOff();
        }
    };

    private static final String NAME = "kafka";
}
