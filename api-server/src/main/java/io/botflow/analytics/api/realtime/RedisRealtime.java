package io.botflow.analytics.api.realtime;

import io.botflow.analytics.api.query.Json;
import io.botflow.analytics.schemas.RedisKeys;
import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RealtimeFigures;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the figures of the last 60 minutes from what the live job keeps in Redis. */
public final class RedisRealtime implements RealtimeSource {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRealtime.class);
    private static final String AS_OF_FIELD = "as_of";
    private static final String CURRENT = "";
    private static final String PREVIOUS = "previous_";

    private final RedisClient redis;

    public RedisRealtime(RedisClient redis) {
        this.redis = redis;
    }

    @Override
    public Future<JsonObject> figures(UUID organizationId, BotSelection bots) {
        return bots.isAll() ? ofOrganization(organizationId) : ofBots(organizationId, bots);
    }

    private Future<JsonObject> ofOrganization(UUID organizationId) {
        List<Request> commands = List.of(
                Request.cmd(Command.HGETALL).arg(RedisKeys.realtime(organizationId)),
                Request.cmd(Command.GET).arg(RedisKeys.AS_OF));
        return redis.send(commands).compose(replies -> {
            Map<String, String> fields = Replies.fields(replies.get(0));
            String asOf = fields.getOrDefault(AS_OF_FIELD, Replies.text(replies.get(1)));
            RealtimeFigures current = RealtimeFigures.fromOrganizationFields(fields, CURRENT);
            RealtimeFigures previous = RealtimeFigures.fromOrganizationFields(fields, PREVIOUS);
            return today(organizationId, BotSelection.ALL, asOf)
                    .map(today -> RealtimeAnswer.of(current, previous, today, asOf));
        });
    }

    private Future<JsonObject> ofBots(UUID organizationId, BotSelection bots) {
        List<UUID> named = List.copyOf(bots.botIds());
        if (named.isEmpty()) {
            return asOf(organizationId).map(asOf -> answer(new BotFigures(), Today.NOTHING, asOf));
        }
        List<Request> commands = new ArrayList<>(asOfCommands(organizationId));
        commands.add(
                bots.isExcluding()
                        ? Request.cmd(Command.HGETALL).arg(RedisKeys.parts(organizationId))
                        : withBots(Command.HMGET, RedisKeys.parts(organizationId), named));
        return redis.send(commands).compose(replies -> {
            String asOf = asOf(replies);
            Response parts = replies.get(2);
            BotFigures merged = new BotFigures();
            if (bots.isExcluding()) {
                Replies.binaryFields(parts).forEach((botId, part) -> {
                    if (isSelected(bots, botId)) {
                        merge(merged, part, organizationId, botId);
                    }
                });
            } else {
                for (int i = 0; i < named.size(); i++) {
                    if (parts.get(i) != null) {
                        merge(merged, parts.get(i).toBytes(), organizationId, named.get(i));
                    }
                }
            }
            return today(organizationId, bots, asOf).map(today -> answer(merged, today, asOf));
        });
    }

    private static JsonObject answer(BotFigures figures, Today today, String asOf) {
        return RealtimeAnswer.of(
                RealtimeFigures.of(figures.current()), RealtimeFigures.of(figures.previous()), today, asOf);
    }

    /** One bot that cannot be read must not take the others' figures away. */
    private static void merge(BotFigures merged, byte[] part, UUID organizationId, Object botId) {
        BotFigures figures;
        try {
            figures = BotFigures.fromBytes(part);
        } catch (RuntimeException e) {
            LOG.error("the figures of bot {} in {} cannot be read", botId, RedisKeys.parts(organizationId), e);
            return;
        }
        merged.merge(figures);
    }

    private static boolean isSelected(BotSelection bots, String botId) {
        try {
            return bots.contains(UUID.fromString(botId));
        } catch (IllegalArgumentException e) {
            LOG.error("not a bot: {}", botId);
            return false;
        }
    }

    /**
     * The percentiles of one bot's last 60 minutes.
     *
     * @return p50, p95, p99 in milliseconds, null without responses; count of responses; as_of
     */
    public Future<JsonObject> percentiles(UUID organizationId, UUID botId) {
        List<Request> commands = new ArrayList<>(asOfCommands(organizationId));
        commands.add(Request.cmd(Command.HGETALL).arg(RedisKeys.rolling(organizationId, botId)));
        return redis.send(commands).map(replies -> {
            Map<String, String> fields = Replies.fields(replies.get(2));
            JsonObject answer = new JsonObject();
            for (String percentile : List.of("p50", "p95", "p99")) {
                answer.put(percentile, millis(fields, percentile));
            }
            return answer.put("count", Long.valueOf(fields.getOrDefault("count", "0")))
                    .put(AS_OF_FIELD, asOf(replies));
        });
    }

    /**
     * The figures of the last 60 minutes of bots.
     *
     * @param names by id; null for a bot without a name
     * @return a row for each bot: bot_id, name, count of responses, avg, p50, p95, p99 in milliseconds, success_rate in
     *     percent, null without data; and which 60 minutes they are
     */
    public Future<JsonObject> bots(UUID organizationId, Map<UUID, String> names) {
        List<Request> commands = new ArrayList<>(asOfCommands(organizationId));
        names.keySet()
                .forEach(botId ->
                        commands.add(Request.cmd(Command.HGETALL).arg(RedisKeys.rolling(organizationId, botId))));
        return redis.send(commands).map(replies -> {
            JsonArray rows = new JsonArray();
            int at = asOfCommands(organizationId).size();
            for (Map.Entry<UUID, String> bot : names.entrySet()) {
                Map<String, String> fields = Replies.fields(replies.get(at++));
                JsonObject row =
                        new JsonObject().put("bot_id", bot.getKey().toString()).put("name", bot.getValue());
                rows.add(row.put("count", Long.valueOf(fields.getOrDefault("count", "0")))
                        .put("avg", millis(fields, "avg"))
                        .put("p50", millis(fields, "p50"))
                        .put("p95", millis(fields, "p95"))
                        .put("p99", millis(fields, "p99"))
                        .put("success_rate", rate(fields, "success_rate")));
            }
            return new JsonObject().put("data", rows).put("meta", hour(asOf(replies)));
        });
    }

    /** The minute of as_of and the 59 before it; they are still moving. */
    private static JsonObject hour(String asOf) {
        Instant end = asOf == null
                ? null
                : instant(asOf).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        return new JsonObject()
                .put("from", end == null ? null : Json.time(end.minus(1, ChronoUnit.HOURS)))
                .put("to", Json.time(end))
                .put("tz", "UTC")
                .putNull("interval")
                .put(AS_OF_FIELD, asOf)
                .putNull("complete_until");
    }

    private static Long millis(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null ? null : Long.valueOf(value);
    }

    private static BigDecimal rate(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null ? null : new BigDecimal(value);
    }

    private Future<String> asOf(UUID organizationId) {
        return redis.send(asOfCommands(organizationId)).map(RedisRealtime::asOf);
    }

    private static List<Request> asOfCommands(UUID organizationId) {
        return List.of(
                Request.cmd(Command.HGET)
                        .arg(RedisKeys.realtime(organizationId))
                        .arg(AS_OF_FIELD),
                Request.cmd(Command.GET).arg(RedisKeys.AS_OF));
    }

    private static String asOf(List<Response> replies) {
        String ofOrganization = Replies.text(replies.get(0));
        return ofOrganization == null ? Replies.text(replies.get(1)) : ofOrganization;
    }

    private Future<Today> today(UUID organizationId, BotSelection bots, String asOf) {
        if (asOf == null) {
            return Future.succeededFuture(Today.NOTHING);
        }
        LocalDate date = date(asOf);
        String conversations = RedisKeys.leaderboardConversations(organizationId, date);
        String messages = RedisKeys.leaderboardMessages(organizationId, date);
        if (!bots.isExcluding()) {
            List<UUID> named = List.copyOf(bots.botIds());
            return redis.send(List.of(
                            withBots(Command.ZMSCORE, conversations, named),
                            withBots(Command.ZMSCORE, messages, named)))
                    .map(replies -> Today.of(scores(named, replies.get(0)), scores(named, replies.get(1))));
        }
        return redis.send(List.of(wholeBoard(conversations), wholeBoard(messages)))
                .map(replies -> Today.of(selected(bots, replies.get(0)), selected(bots, replies.get(1))));
    }

    private static LocalDate date(String asOf) {
        return LocalDate.ofInstant(instant(asOf), ZoneOffset.UTC);
    }

    private static Instant instant(String asOf) {
        try {
            return Instant.parse(asOf);
        } catch (DateTimeException e) {
            throw new IllegalStateException("as_of is not a time: " + asOf, e);
        }
    }

    private static Request withBots(Command command, String key, List<UUID> botIds) {
        Request request = Request.cmd(command).arg(key);
        botIds.forEach(botId -> request.arg(botId.toString()));
        return request;
    }

    private static Request wholeBoard(String key) {
        return Request.cmd(Command.ZRANGE).arg(key).arg(0).arg(-1).arg("WITHSCORES");
    }

    private static Map<String, Long> scores(List<UUID> botIds, Response reply) {
        Map<String, Long> scores = new HashMap<>();
        for (int i = 0; i < botIds.size(); i++) {
            scores.put(botIds.get(i).toString(), Replies.score(reply.get(i)));
        }
        return scores;
    }

    private static Map<String, Long> selected(BotSelection bots, Response board) {
        Map<String, Long> scores = Replies.scores(board);
        if (!bots.isAll()) {
            scores.keySet().removeIf(botId -> !isSelected(bots, botId));
        }
        return scores;
    }
}
