package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.access.AccessDeniedException;
import io.botflow.analytics.api.access.AccessDeniedException.Reason;
import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.access.Identity;
import io.botflow.analytics.api.access.Role;
import io.botflow.analytics.api.realtime.BotSelection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients ask for, beside what needs Redis. */
class ClientMessagesTest {
    private static final Instant NOW = Instant.parse("2025-03-14T10:00:00Z");
    private static final UUID USER = new UUID(1, 1);
    private static final UUID ORGANIZATION = new UUID(2, 1);
    private static final UUID ONE = UUID.fromString("0b0e7c2e-7a3b-4b55-9a53-3f0f6f0c1a01");
    private static final UUID TWO = UUID.fromString("0b0e7c2e-7a3b-4b55-9a53-3f0f6f0c1a02");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Members members = new Members();
    private final NotedWire wire = new NotedWire();
    private final Socket socket = new Socket(
            wire.socket(), caller(USER, ORGANIZATION, 60), new HubMetrics(new SimpleMeterRegistry()), clock.millis());
    private final Set<BotSelection> read = new HashSet<>();
    private final OrganizationChannel channel = new OrganizationChannel(
            ORGANIZATION,
            null,
            bots -> new MetricsView(
                    null,
                    (organization, selection) -> {
                        read.add(selection);
                        return Future.succeededFuture(new JsonObject()
                                .put("messagesPerHour", selection.botIds().size()));
                    },
                    clock,
                    ORGANIZATION,
                    bots),
            clock);
    private final ClientMessages messages = new ClientMessages(members, channel, socket, clock);

    /** Answers as a test says; by default every bot is there and nobody is admitted. */
    private static final class Members implements Admission {
        private Future<Caller> admitted = Future.failedFuture(new AccessDeniedException(Reason.NOT_AUTHENTICATED));
        private Future<Set<UUID>> missing = Future.succeededFuture(Set.of());

        @Override
        public Future<Caller> admit(String token) {
            return admitted;
        }

        @Override
        public Future<Role> roleOf(Identity identity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Set<UUID>> missingBots(Identity identity, Set<UUID> botIds) {
            assertThat(identity.organizationId()).isEqualTo(ORGANIZATION);
            return missing;
        }
    }

    @BeforeEach
    void join() {
        channel.join(socket, clock.millis());
        assertThat(wire.types()).containsExactly("metrics_update");
    }

    @Test
    void answersAPing() {
        handle("{\"type\":\"ping\"}");

        assertThat(wire.types()).containsExactly("pong");
    }

    @Test
    void turnsToTheBotsThatAreNamedAndGivesTheirFigures() {
        handle(message("subscribe", ONE, TWO, TWO));

        assertThat(socket.selection()).isEqualTo(new BotSelection(false, Set.of(ONE, TWO)));
        List<JsonObject> frames = wire.frames();
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).getJsonObject("data").getInteger("messagesPerHour"))
                .isEqualTo(2);

        handle(message("unsubscribe", TWO)
                .replace(TWO.toString(), TWO.toString().toUpperCase(Locale.ROOT)));
        assertThat(socket.selection()).isEqualTo(new BotSelection(false, Set.of(ONE)));
        assertThat(wire.types()).containsExactly("metrics_update");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"bot_ids\":null"})
    void meansTheWholeOrganizationIfNoBotsAreNamed(String botIds) {
        handle("{\"type\":\"unsubscribe\"" + botIds + "}");
        assertThat(socket.selection()).isEqualTo(BotSelection.NONE);

        handle("{\"type\":\"subscribe\"" + botIds + "}");
        assertThat(socket.selection()).isEqualTo(BotSelection.ALL);
        assertThat(wire.types()).containsOnly("metrics_update");
    }

    @Test
    void staysWithItsBotsIfOneIsNotThere() {
        members.missing = Future.succeededFuture(Set.of(TWO));

        handle(message("subscribe", ONE, TWO));

        assertError(404, "there is no bot_ids " + TWO);
        assertThat(socket.selection()).isEqualTo(BotSelection.ALL);
    }

    @Test
    void takesTwoHundredBotsAndNoMore() {
        UUID[] most = LongStream.range(0, 200).mapToObj(i -> new UUID(3, i)).toArray(UUID[]::new);
        UUID[] tooMany = LongStream.range(0, 201).mapToObj(i -> new UUID(3, i)).toArray(UUID[]::new);

        handle(message("subscribe", tooMany));
        assertError(400, "bot_ids are more than 200");
        assertThat(socket.selection()).isEqualTo(BotSelection.ALL);

        handle(message("subscribe", most));
        assertThat(wire.types()).containsExactly("metrics_update");
        handle(message("subscribe", new UUID(3, 200)));
        assertError(400, "bot_ids are more than 200 in all");
        assertThat(socket.selection()).isEqualTo(new BotSelection(false, Set.of(most)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"ping\"",
                "[]",
                "[{\"type\":\"ping\"}]",
                "{\"type\":\"ping\"",
                "{'type':'ping'}",
                "{\"type\":\"ping\"} {}",
                "\uFEFF{\"type\":\"ping\"}"
            })
    void saysThatAMessageIsNoObject(String text) {
        handle(text);

        assertError(400, "the message is not a JSON object");
    }

    @Test
    void standsMessagesThatAreNestedWithoutEnd() {
        handle("[".repeat(16_000));
        assertError(400, "the message is not a JSON object");

        handle("{\"type\":\"ping\",\"more\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
        assertError(400, "the message is not a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":null} | type is missing or not a string",
                "{\"type\":\"PING\"} | type is unknown",
                "{\"type\":\"subscribe\",\"bot_ids\":{}} | bot_ids is not an array",
                "{\"type\":\"subscribe\",\"bot_ids\":[null]} | bot_ids holds what is not a UUID",
                "{\"type\":\"unsubscribe\",\"bot_ids\":[\"0b0e7c2e7a3b4b559a533f0f6f0c1a01\"]} | bot_ids holds what is not a UUID",
                "{\"type\":\"resume\",\"last_id\":0} | last_id is missing or not a string",
                "{\"type\":\"resume\",\"last_id\":\"$\"} | last_id is not the id of a frame",
                "{\"type\":\"authenticate\",\"token\":{}} | token is missing or not a string",
            })
    void namesWhatIsWrong(String text, String detail) {
        handle(text);

        assertError(400, detail);
        assertThat(socket.selection()).isEqualTo(BotSelection.ALL);
        assertThat(socket.isResuming()).isFalse();
    }

    @Test
    void saysThatNobodyCanTellNow() {
        members.missing = Future.failedFuture("the database does not answer");
        handle(message("subscribe", ONE));
        assertError(503, "the message could not be handled now");

        members.admitted = Future.failedFuture("the database does not answer");
        handle("{\"type\":\"authenticate\",\"token\":\"a.b.c\"}");
        assertError(503, "the message could not be handled now");

        assertThat(socket.selection()).isEqualTo(BotSelection.ALL);
        assertThat(wire.closings()).isEmpty();
    }

    @Test
    void takesANewTokenOfTheSameUser() {
        members.admitted = Future.succeededFuture(caller(USER, ORGANIZATION, 3_600));

        handle("{\"type\":\"authenticate\",\"token\":\"a.b.c\"}");

        assertThat(socket.identity().expiresAt()).isEqualTo(NOW.plusSeconds(3_600));
        socket.heard(NOW.plusSeconds(61).toEpochMilli());
        socket.check(NOW.plusSeconds(61).toEpochMilli());
        assertThat(wire.closings()).isEmpty();
        assertThat(wire.frames()).isEmpty();
    }

    @Test
    void closesForATokenOfAnyoneElse() {
        assertClosedBy(Future.succeededFuture(caller(new UUID(1, 2), ORGANIZATION, 60)), CloseCode.OTHER_USER);
    }

    @Test
    void closesForATokenOfAnotherOrganization() {
        assertClosedBy(Future.succeededFuture(caller(USER, new UUID(2, 2), 60)), CloseCode.OTHER_USER);
    }

    @Test
    void closesForATokenThatIsRefused() {
        assertClosedBy(
                Future.failedFuture(new AccessDeniedException(Reason.NOT_AUTHENTICATED)),
                CloseCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void closesWhoIsNoMemberAnyMore() {
        assertClosedBy(Future.failedFuture(new AccessDeniedException(Reason.NOT_A_MEMBER)), CloseCode.NOT_A_MEMBER);
    }

    private void assertClosedBy(Future<Caller> admitted, CloseCode code) {
        members.admitted = admitted;

        handle("{\"type\":\"authenticate\",\"token\":\"a.b.c\"}");

        assertThat(wire.closings()).containsExactly(code.code() + " " + code.reason());
        assertThat(socket.identity()).isEqualTo(caller(USER, ORGANIZATION, 60).identity());
    }

    @Test
    void keepsNothingForWhoLeavesBeforeTheAnswer() {
        Promise<Set<UUID>> asked = Promise.promise();
        members.missing = asked.future();
        Future<Void> handled = messages.handle(message("subscribe", ONE));
        assertThat(handled.isComplete()).isFalse();

        channel.leave(socket, clock.millis());
        asked.complete(Set.of());

        assertThat(handled.succeeded()).isTrue();
        assertThat(wire.frames()).isEmpty();
        read.clear();
        channel.pollFigures();
        assertThat(read).isEmpty();
    }

    private void handle(String text) {
        assertThat(messages.handle(text).succeeded()).isTrue();
    }

    private void assertError(int status, String detail) {
        List<JsonObject> frames = wire.frames();
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).getString("type")).isEqualTo("error");
        assertThat(frames.get(0).getJsonObject("data").getInteger("status")).isEqualTo(status);
        assertThat(frames.get(0).getJsonObject("data").getString("detail")).isEqualTo(detail);
    }

    private static String message(String type, UUID... botIds) {
        JsonArray array = new JsonArray();
        for (UUID botId : botIds) {
            array.add(botId.toString());
        }
        return new JsonObject().put("type", type).put("bot_ids", array).encode();
    }

    private static Caller caller(UUID user, UUID organization, long seconds) {
        return new Caller(new Identity(user, organization, NOW.plusSeconds(seconds)), Role.ADMIN);
    }
}
