package io.botflow.analytics.jobs.sink.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Sends writes from a thread of its own: what gathers while one pipeline is on its way makes the next, so that a single
 * write goes out at once and many share the way. Whatever Redis does not acknowledge is sent again.
 *
 * <p>Whether Redis was emptied or replaced shows in a marker that goes with all else: where it is gone, and after every
 * reconnect, every value that is still valid is written again.
 */
final class RedisWriter implements SinkWriter<RedisWrite> {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWriter.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MARKER_TIME = Duration.ofHours(1);
    private static final long CLOSE_MILLIS = 10_000;
    /** Commands of one pipeline: what is on its way is held in memory on both sides. */
    private static final int MOST_COMMANDS = 500;
    /** Frames of one script, which Redis does nothing else beside. */
    private static final int MOST_FRAMES = 200;

    private final RedisAddress address;
    private final PendingWrites pending = new PendingWrites();
    private final HeldValues held = new HeldValues(System::nanoTime);
    private final RedisWrite.Hash marker = new RedisWrite.Hash(
            "live-metrics:writer:" + UUID.randomUUID(), Map.of("set", Command.bytes("1")), MARKER_TIME, null);
    private final Counter writes;
    private final Counter retries;
    private final Counter reconnects;
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile Connection connection;
    /** Whether every valid value was written since the marker was. */
    private boolean isComplete;

    private long checkedAt;

    private RedisWriter(RedisAddress address, MetricGroup metrics) {
        this.address = address;
        this.writes = metrics.counter("redis_writes");
        this.retries = metrics.counter("redis_retries");
        this.reconnects = metrics.counter("redis_reconnects");
        metrics.gauge("redis_pending", (Gauge<Integer>) pending::size);
        this.thread = new Thread(this::run, "redis-writer");
        this.thread.setDaemon(true);
    }

    static RedisWriter start(RedisAddress address, MetricGroup metrics) {
        RedisWriter writer = new RedisWriter(address, metrics);
        writer.thread.start();
        return writer;
    }

    @Override
    public void write(RedisWrite write, Context context) throws InterruptedException {
        pending.add(write);
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        pending.awaitWritten();
    }

    /** Ends the thread; what it has not sent yet is of no use any more, since a checkpoint waits for {@link #flush}. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        disconnect();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("the thread that writes to Redis at {} has not ended", address);
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                PendingWrites.Batch batch = pending.take(CHECK_INTERVAL);
                deliver(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("told to end");
        } catch (RuntimeException e) {
            if (isClosed) {
                LOG.debug("ended in the middle of a write", e);
            } else {
                LOG.error("writing to Redis failed for good", e);
                pending.fail(e);
            }
        } finally {
            disconnect();
        }
    }

    /** Sends until Redis has acknowledged the batch, and holds every other valid value too. */
    private void deliver(PendingWrites.Batch batch) throws InterruptedException {
        batch.values().forEach(held::put);
        List<Command> left = new ArrayList<>(frames(batch.frames()));
        batch.values().forEach(value -> left.add(held.command(value.key())));
        Outage outage = new Outage(address.toString(), LOG);
        while (!isClosed) {
            try {
                if (isIncomplete()) {
                    left.removeIf(command -> !command.isFrames());
                    // Before the values: what empties Redis in the middle of them takes it away too.
                    left.add(Command.of(marker, MARKER_TIME.toMillis()));
                    left.addAll(held.commands());
                }
                send(left, outage);
                if (left.isEmpty()) {
                    isComplete = true;
                    outage.end();
                    return;
                }
            } catch (JedisException e) {
                disconnect();
                if (isClosed) {
                    return;
                }
                outage.note(e.getMessage());
            }
            retries.inc();
            outage.pause();
        }
    }

    private static List<Command> frames(List<RedisWrite.Frame> frames) {
        Map<UUID, List<RedisWrite.Frame>> byOrganization = new LinkedHashMap<>();
        for (RedisWrite.Frame frame : frames) {
            byOrganization
                    .computeIfAbsent(frame.organizationId(), id -> new ArrayList<>())
                    .add(frame);
        }
        List<Command> commands = new ArrayList<>(byOrganization.size());
        byOrganization.forEach((organizationId, all) -> {
            for (int from = 0; from < all.size(); from += MOST_FRAMES) {
                commands.add(Command.of(organizationId, all.subList(from, Math.min(from + MOST_FRAMES, all.size()))));
            }
        });
        return commands;
    }

    /** Whether Redis may lack values that were written: it is another one, or was emptied, as far as is known. */
    private boolean isIncomplete() {
        if (connection == null) {
            connect();
            isComplete = false;
        } else if (isComplete && System.nanoTime() - checkedAt >= CHECK_INTERVAL.toNanos()) {
            checkedAt = System.nanoTime();
            isComplete = hasMarker();
            if (!isComplete) {
                LOG.warn("Redis at {} was emptied: writing {} values again", address, held.size());
            }
        }
        return !isComplete;
    }

    /** Also makes it last. */
    private boolean hasMarker() {
        CommandArguments extend =
                new CommandArguments(Protocol.Command.PEXPIRE).key(marker.key()).add(MARKER_TIME.toMillis());
        return connection.executeCommand(extend).equals(1L);
    }

    private void connect() {
        connection = address.connect();
        if (isClosed) {
            disconnect();
            throw new JedisConnectionException("closed");
        }
        reconnects.inc();
        loadScripts();
    }

    private void loadScripts() {
        for (Script script : Script.values()) {
            connection.executeCommand(
                    new CommandArguments(Protocol.Command.SCRIPT).add("LOAD").add(script.text()));
        }
    }

    /** Sends commands and takes those out that Redis has acknowledged; no later frame overtakes one that failed. */
    private void send(List<Command> commands, Outage outage) {
        List<Command> failed = new ArrayList<>();
        int end = 0;
        for (int from = 0; from < commands.size() && failed.isEmpty(); from = end) {
            end = endOfPart(commands, from);
            List<Command> part = commands.subList(from, end);
            for (Command command : part) {
                connection.sendCommand(Protocol.Command.EVALSHA, command.arguments());
            }
            List<Object> replies = connection.getMany(part.size());
            for (int i = 0; i < part.size(); i++) {
                if (replies.get(i) instanceof JedisDataException error) {
                    failed.add(part.get(i));
                    cure(part.get(i), error, outage);
                } else {
                    writes.inc();
                }
            }
            if (!failed.isEmpty()) {
                failed.addAll(commands.subList(end, commands.size()));
            }
        }
        commands.clear();
        commands.addAll(failed);
    }

    /** A key once only: what is refused now and what is taken a moment later would change places. */
    private static int endOfPart(List<Command> commands, int from) {
        Set<String> keys = new HashSet<>();
        int end = from;
        while (end < commands.size()
                && end - from < MOST_COMMANDS
                && keys.add(commands.get(end).key())) {
            end++;
        }
        return end;
    }

    /** Does what can be done about a refusal; what is left may pass, like a full memory. */
    private void cure(Command command, JedisDataException refusal, Outage outage) {
        String message = String.valueOf(refusal.getMessage());
        if (message.startsWith("NOSCRIPT")) {
            loadScripts();
        } else if (message.contains("WRONGTYPE")) {
            LOG.warn("key {} held what is not ours: removed", command.key());
            connection.executeCommand(new CommandArguments(Protocol.Command.DEL).key(command.key()));
        } else {
            outage.note(command.key() + " is refused: " + message);
        }
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                // Not close(), which first sends what is left: for good, if Redis reads no more.
                old.forceDisconnect();
            } catch (IOException e) {
                LOG.debug("the connection to {} was broken already", address, e);
            }
        }
    }
}
