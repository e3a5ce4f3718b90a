package io.botflow.analytics.local.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the tables all the time and remembers every counter of messages or events that has fallen. */
final class CounterWatch implements AutoCloseable {
    /** Only what is never taken back: starts, ends and what is active may fall. */
    private static final List<Watched> WATCHED = List.of(
            new Watched(
                    "conversation_metrics",
                    "organization_id || '/' || conversation_id",
                    List.of("total_messages", "user_messages", "bot_messages", "event_count")),
            new Watched(
                    "bot_performance_metrics",
                    "organization_id || '/' || bot_id || '/' || date",
                    List.of("total_messages", "inbound_messages", "outbound_messages")),
            new Watched(
                    "bot_metrics_15m",
                    "organization_id || '/' || bot_id || '/' || bucket_start",
                    List.of("inbound", "outbound")),
            new Watched(
                    "usage_analytics",
                    "organization_id || '/' || hour",
                    List.of("messages_sent", "messages_received", "api_calls_made", "webhook_calls_received")));

    private static final List<String> COUNTED = List.of("conversation_metrics", "messages");

    /** A row becomes visible at most so long after the time that it bears: no fault holds a statement for longer. */
    private static final String LONGEST_STATEMENT = "interval '2 minutes'";

    private static final int SOCKET_TIMEOUT_SECONDS = 60;
    private static final long LEAST_PAUSE_MILLIS = 300;
    private static final int MOST_FALLS = 20;

    private final String url;
    private final Map<String, long[]> newest = new HashMap<>();
    private final Map<String, String> readUntil = new HashMap<>();
    private final List<String> falls = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::watch, "counter-watch");
    private final AtomicLong polls = new AtomicLong();
    private volatile boolean isClosed;

    private record Watched(String table, String key, List<String> counters) {}

    private CounterWatch(String jdbcUrl) {
        url = jdbcUrl + "&socketTimeout=" + SOCKET_TIMEOUT_SECONDS;
    }

    static CounterWatch start(String jdbcUrl) {
        CounterWatch watch = new CounterWatch(jdbcUrl);
        watch.thread.start();
        return watch;
    }

    /** Every fall of a counter so far, the first ones in full. */
    List<String> falls() {
        return List.copyOf(falls);
    }

    /** How often all tables were read. */
    long polls() {
        return polls.get();
    }

    private void watch() {
        while (!isClosed) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                while (!isClosed) {
                    long begin = System.nanoTime();
                    poll(statement);
                    polls.incrementAndGet();
                    // Never more than a fifth of the time.
                    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                    TimeUnit.MILLISECONDS.sleep(Math.max(LEAST_PAUSE_MILLIS, 4 * took));
                }
            } catch (SQLException away) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LEAST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            isClosed = true;
        }
    }

    private void poll(Statement statement) throws SQLException {
        for (Watched watched : WATCHED) {
            String now;
            try (ResultSet time = statement.executeQuery("SELECT now()::text")) {
                time.next();
                now = time.getString(1);
            }
            String since = readUntil.getOrDefault(watched.table(), "-infinity");
            try (ResultSet rows = statement.executeQuery("SELECT " + watched.key() + ", "
                    + String.join(", ", watched.counters()) + " FROM " + watched.table() + " WHERE updated_at >= '"
                    + since + "'::timestamptz - " + LONGEST_STATEMENT)) {
                while (rows.next()) {
                    long[] counters = new long[watched.counters().size()];
                    for (int i = 0; i < counters.length; i++) {
                        counters[i] = rows.getLong(i + 2);
                    }
                    compare(watched.table() + " " + rows.getString(1), watched.counters(), counters);
                }
            }
            readUntil.put(watched.table(), now);
        }
        for (String table : COUNTED) {
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                count.next();
                compare(table, List.of("rows"), new long[] {count.getLong(1)});
            }
        }
    }

    private void compare(String row, List<String> names, long[] counters) {
        long[] before = newest.put(row, counters);
        if (before == null) {
            return;
        }
        for (int i = 0; i < counters.length; i++) {
            if (counters[i] < before[i] && falls.size() < MOST_FALLS) {
                falls.add(row + ": " + names + " fell from " + Arrays.toString(before) + " to "
                        + Arrays.toString(counters));
                return;
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
