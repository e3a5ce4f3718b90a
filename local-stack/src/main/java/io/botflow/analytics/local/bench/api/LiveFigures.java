package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.schemas.RedisKeys;
import io.botflow.analytics.schemas.event.Decoded;
import io.botflow.analytics.schemas.event.EventDecoder;
import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RealtimeFigures;
import io.botflow.analytics.schemas.live.RollingFigures;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** What the live job would keep in Redis: figures of the last hour for every organization and bot. */
final class LiveFigures {
    private static final long SEED = 20_260_302;
    private static final int ANSWERS = 40;
    private static final int FASTEST_MILLIS = 100;
    private static final int SPREAD_MILLIS = 3_000;
    private static final String ID = "00000000-0000-4000-8000-000000000000";

    private final Instant now;
    private final Random random = new Random(SEED);

    /** @param now the event time that they tell of */
    LiveFigures(Instant now) {
        this.now = now;
    }

    void write(int redisPort, TenantPlan plan) {
        try (Jedis jedis = new Jedis("127.0.0.1", redisPort);
                Pipeline pipeline = jedis.pipelined()) {
            pipeline.set(RedisKeys.AS_OF, now.toString());
            for (int number = 0; number < plan.organizations(); number++) {
                write(pipeline, plan.organization(number).id(), plan.bots(number));
                // The answers of all would be held until the end.
                pipeline.sync();
            }
        }
    }

    private void write(Pipeline pipeline, UUID organizationId, List<Bot> bots) {
        BotFigures all = new BotFigures();
        byte[] parts = bytes(RedisKeys.parts(organizationId));
        Map<String, Double> board = new HashMap<>();
        for (Bot bot : bots) {
            BotFigures figures = new BotFigures(figures(), figures());
            all.merge(figures);
            pipeline.hset(parts, bytes(bot.id().toString()), figures.toBytes());
            board.put(bot.id().toString(), (double) figures.current().messages());
            pipeline.hset(RedisKeys.rolling(organizationId, bot.id()), RealtimeFigures.botFields(figures.current()));
        }
        Map<String, String> fields = new HashMap<>();
        fields.putAll(RealtimeFigures.of(all.current()).toOrganizationFields(""));
        fields.putAll(RealtimeFigures.of(all.previous()).toOrganizationFields("previous_"));
        fields.put("as_of", now.toString());
        pipeline.hset(RedisKeys.realtime(organizationId), fields);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        pipeline.zadd(RedisKeys.leaderboardMessages(organizationId, today), board);
        pipeline.zadd(RedisKeys.leaderboardConversations(organizationId, today), board);
    }

    private RollingFigures figures() {
        EventDecoder decoder = new EventDecoder(false);
        RollingFigures figures = new RollingFigures();
        for (int i = 0; i < ANSWERS; i++) {
            Decoded answer = decoder.decode(answer(), now.toEpochMilli());
            if (!answer.isValid()) {
                throw new IllegalStateException("not an event: " + answer.fault());
            }
            figures.addMessage(answer.event());
        }
        figures.addActiveConversations(1);
        return figures;
    }

    private byte[] answer() {
        return bytes(new JsonObject()
                .put("event_id", ID)
                .put("event_type", "message_sent")
                .put("occurred_at", now.toString())
                .put("organization_id", ID)
                .put("bot_id", ID)
                .put("conversation_id", ID)
                .put("customer_phone", "+27820000000")
                .put("text", "")
                .put("response_time_ms", FASTEST_MILLIS + random.nextInt(SPREAD_MILLIS))
                .put("outcome", "success")
                .encode());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
