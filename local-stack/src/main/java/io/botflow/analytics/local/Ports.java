package io.botflow.analytics.local;

import io.botflow.analytics.local.server.Port;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The ports of 127.0.0.1 that the stack's parts listen on. */
public record Ports(int api, int management, int kafka, int postgres, int redis, int flink) {
    private static final int HIGHEST = 65_535;
    private static final Map<String, Integer> DEFAULTS = defaults();

    public Ports {
        Map<Integer, String> names = new LinkedHashMap<>();
        byVariable(api, management, kafka, postgres, redis, flink).forEach((variable, port) -> {
            if (port < 1 || port > HIGHEST) {
                throw new UsageException(variable + " is not between 1 and " + HIGHEST + ": " + port);
            }
            String other = names.putIfAbsent(port, variable);
            if (other != null) {
                throw new UsageException(other + " and " + variable + " are both " + port);
            }
        });
    }

    /** The ports that environment variables give. */
    public static Ports fromEnvironment(Map<String, String> environment) {
        return new Ports(
                port(environment, "API_PORT"),
                port(environment, "MANAGEMENT_PORT"),
                port(environment, "KAFKA_PORT"),
                port(environment, "POSTGRES_PORT"),
                port(environment, "REDIS_PORT"),
                port(environment, "FLINK_PORT"));
    }

    /** Ports that are free now. */
    public static Ports free() {
        int[] free = IntStream.generate(() -> Port.resolve(Port.ANY))
                .distinct()
                .limit(DEFAULTS.size())
                .toArray();
        return new Ports(free[0], free[1], free[2], free[3], free[4], free[5]);
    }

    /** Refuses to go on when another program listens on one of them. */
    public void requireFree() {
        byVariable(api, management, kafka, postgres, redis, flink).forEach((variable, port) -> {
            if (!Port.isFree(port)) {
                throw new UsageException("port " + port + " is busy: set " + variable + " to another");
            }
        });
    }

    private static int port(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            return DEFAULTS.get(variable);
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new UsageException(variable + " is not a port number: " + value, e);
        }
    }

    private static Map<String, Integer> defaults() {
        return byVariable(8080, 8090, 9092, 5432, 6379, 8081);
    }

    private static Map<String, Integer> byVariable(
            int api, int management, int kafka, int postgres, int redis, int flink) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("API_PORT", api);
        ports.put("MANAGEMENT_PORT", management);
        ports.put("KAFKA_PORT", kafka);
        ports.put("POSTGRES_PORT", postgres);
        ports.put("REDIS_PORT", redis);
        ports.put("FLINK_PORT", flink);
        return ports;
    }
}
