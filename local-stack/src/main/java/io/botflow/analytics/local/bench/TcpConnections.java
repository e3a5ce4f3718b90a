package io.botflow.analytics.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The established TCP connections of this machine, as the system lists them. */
final class TcpConnections {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int HEXADECIMAL = 16;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;

    private TcpConnections() {}

    /** The ports of clients that the side listening on a port still holds a connection to. */
    static Set<Integer> clientsOf(int serverPort) throws IOException {
        Set<Integer> clients = new HashSet<>();
        for (Path table : TABLES) {
            if (Files.exists(table)) {
                addClients(Files.readAllLines(table), serverPort, clients);
            }
        }
        return clients;
    }

    static void addClients(List<String> table, int serverPort, Set<Integer> clients) {
        for (String line : table.subList(Math.min(1, table.size()), table.size())) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns[STATE].equals(ESTABLISHED) && port(columns[LOCAL]) == serverPort) {
                clients.add(port(columns[REMOTE]));
            }
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address, address.lastIndexOf(':') + 1, address.length(), HEXADECIMAL);
    }
}
