package io.botflow.analytics.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class ServersIT {
    @TempDir
    Path directory;

    @Test
    void postgresKeepsItsDataOverRestarts() throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory, Port.ANY, Durability.MACHINE)) {
            execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (PostgresServer server = PostgresServer.start(directory, Port.ANY)) {
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(query(server, "SHOW max_connections")).isEqualTo("100");
        }
    }

    @Test
    void postgresLivesOnWhenTheThreadThatStartedItEnds() throws Exception {
        PostgresServer[] started = new PostgresServer[1];
        Thread starter = new Thread(() -> started[0] = PostgresServer.start(directory, Port.ANY));
        starter.start();
        starter.join();
        try (PostgresServer server = started[0]) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void redisKeepsItsDataOverRestarts() {
        try (RedisServer server = RedisServer.start(directory, Port.ANY);
                Jedis jedis = new Jedis("127.0.0.1", server.port())) {
            jedis.set("kept", "yes");
        }
        try (RedisServer server = RedisServer.start(directory, Port.ANY);
                Jedis jedis = new Jedis("127.0.0.1", server.port())) {
            assertThat(jedis.get("kept")).isEqualTo("yes");
        }
    }

    @Test
    void kafkaKeepsItsTopicsOverRestarts() throws Exception {
        try (KafkaServer server = KafkaServer.start(directory, Port.ANY);
                Admin admin = admin(server)) {
            admin.createTopics(List.of(new NewTopic("kept", 4, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaServer server = KafkaServer.start(directory, Port.ANY);
                Admin admin = admin(server)) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).containsExactly("kept");
        }
    }

    private static Admin admin(KafkaServer server) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers()));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
