package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.access.Identity;
import io.botflow.analytics.api.access.Role;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.realtime.BotSelection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTest {
    private static final long NOW = 1_741_946_400_000L;
    private static final long SECOND = 1_000;
    private static final UUID ORGANIZATION = new UUID(2, 1);
    private static final UUID BOT = new UUID(3, 1);
    private static final UUID OTHER_BOT = new UUID(3, 2);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final NotedWire wire = new NotedWire();
    private final Socket socket = new Socket(wire.socket(), caller(3_600), new HubMetrics(meters), NOW);
    private int figures;
    private final MetricsView view = view(BotSelection.ALL);

    private MetricsView view(BotSelection bots) {
        return new MetricsView(
                null,
                (organization, selection) -> Future.succeededFuture(new JsonObject().put("messagesPerHour", figures)),
                Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC),
                ORGANIZATION,
                bots);
    }

    @BeforeEach
    void join() {
        socket.select(BotSelection.ALL, view);
        socket.goLive();
        assertThat(wire.types()).containsExactly("metrics_update");
    }

    @Test
    void dropsFramesOfAClientThatDoesNotReadAndSaysSo() {
        wire.setFull(true);
        for (int i = 1; i <= 3; i++) {
            socket.publish(frame(i, BOT), NOW);
        }
        socket.error(Problem.unavailable("not now"), NOW);
        socket.pong(NOW);
        socket.catchUp(NOW);
        assertThat(wire.frames()).isEmpty();

        wire.setFull(false);
        socket.catchUp(NOW);
        socket.catchUp(NOW);
        socket.publish(frame(4, BOT), NOW);

        assertThat(wire.types()).containsExactly("gap", "new_message");
        assertThat(meters.counter("botflow.ws.dropped").count()).isEqualTo(3);
        assertThat(meters.counter("botflow.ws.gaps", "reason", "SLOW_CLIENT").count())
                .isEqualTo(1);
    }

    @Test
    void saysThatFramesWereDroppedBeforeItGivesTheNext() {
        wire.setFull(true);
        socket.publish(frame(1, BOT), NOW);
        wire.setFull(false);

        socket.publish(frame(2, BOT), NOW);

        assertThat(wire.types()).containsExactly("gap", "new_message");
    }

    @Test
    void givesTheNewestFiguresOnlyToAClientThatDidNotRead() {
        wire.setFull(true);
        socket.figures("{\"type\":\"metrics_update\",\"n\":1}", NOW);
        socket.figures("{\"type\":\"metrics_update\",\"n\":2}", NOW);
        wire.setFull(false);

        socket.catchUp(NOW);

        assertThat(wire.frames())
                .containsExactly(new JsonObject(ServerFrame.metricsUpdate(new JsonObject().put("messagesPerHour", 0))));
    }

    @Test
    void doesNotCallFramesOfOtherBotsLost() {
        socket.select(new BotSelection(false, Set.of(BOT)), view);
        assertThat(wire.types()).containsExactly("metrics_update");
        wire.setFull(true);
        socket.publish(frame(1, OTHER_BOT), NOW);
        wire.setFull(false);
        socket.catchUp(NOW);

        socket.publish(frame(2, OTHER_BOT), NOW);
        socket.publish(frame(3, BOT), NOW);

        assertThat(wire.frames()).extracting(frame -> frame.getString("id")).containsExactly("3-0");
    }

    @Test
    void showsPhonesByTheRoleAsItIs() {
        socket.publish(frame(1, BOT), NOW);
        socket.setRole(Role.VIEWER);
        socket.publish(frame(2, BOT), NOW);

        assertThat(wire.frames())
                .extracting(frame -> frame.getJsonObject("data").getString("customer_phone"))
                .containsExactly("491512345678", "*********678");
    }

    @Test
    void givesNothingAfterTheTokenHasExpired() {
        socket.publish(frame(1, BOT), NOW + 3_600 * SECOND - 1);
        socket.publish(frame(2, BOT), NOW + 3_600 * SECOND);
        socket.publish(frame(3, BOT), NOW + 3_600 * SECOND);

        assertThat(wire.types()).containsExactly("new_message");
        assertThat(wire.closings()).containsExactly("1008 Token expired");
        assertThat(meters.counter("botflow.ws.closed", "code", "1008", "reason", "TOKEN_EXPIRED")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void givesNoFiguresAfterTheTokenHasExpired() {
        socket.figures("{}", NOW + 3_600 * SECOND);

        assertThat(wire.frames()).isEmpty();
        assertThat(wire.closings()).containsExactly("1008 Token expired");
    }

    @Test
    void closesAnExpiredSocketThatNothingIsSentTo() {
        socket.heard(NOW + 3_599 * SECOND);
        socket.check(NOW + 3_600 * SECOND - 1);
        assertThat(wire.closings()).isEmpty();

        socket.check(NOW + 3_600 * SECOND);
        assertThat(wire.closings()).containsExactly("1008 Token expired");
    }

    @Test
    void closesWhoDoesNotReadForThirtySeconds() {
        wire.setFull(true);
        socket.publish(frame(1, BOT), NOW);
        for (int second = 1; second < 30; second++) {
            socket.heard(NOW + second * SECOND);
            socket.check(NOW + second * SECOND);
        }
        assertThat(wire.closings()).isEmpty();

        socket.check(NOW + 30 * SECOND);
        assertThat(wire.closings()).containsExactly("1013 Not reading");
    }

    @Test
    void countsTheThirtySecondsFromTheLastReading() {
        wire.setFull(true);
        socket.check(NOW);
        wire.setFull(false);
        socket.check(NOW + 15 * SECOND);
        wire.setFull(true);
        socket.check(NOW + 16 * SECOND);

        socket.check(NOW + 45 * SECOND);
        assertThat(wire.closings()).isEmpty();
        socket.check(NOW + 46 * SECOND);
        assertThat(wire.closings()).containsExactly("1013 Not reading");
    }

    @Test
    void pingsAndClosesWhoNeverAnswers() {
        for (int second = 1; second < 50; second++) {
            socket.check(NOW + second * SECOND);
            assertThat(wire.pings()).isEqualTo(second / 20);
        }
        assertThat(wire.closings()).isEmpty();

        socket.check(NOW + 50 * SECOND);
        assertThat(wire.closings()).containsExactly("1013 Not reading");
    }

    @Test
    void keepsWhoAnswers() {
        for (int second = 1; second <= 300; second++) {
            socket.check(NOW + second * SECOND);
            if (second % 20 == 5) {
                socket.heard(NOW + second * SECOND);
            }
        }

        assertThat(wire.closings()).isEmpty();
        assertThat(wire.pings()).isEqualTo(15);
    }

    @Test
    void asksNothingOfAConnectionThatTheClientHasClosed() {
        wire.setGone();

        socket.check(NOW + 60_000);
        socket.publish(frame(5, BOT), NOW);
        socket.figures("{}", NOW);
        socket.gap(GapReason.SLOW_CLIENT, NOW);
        socket.pong(NOW);

        assertThat(wire.frames()).isEmpty();
        assertThat(wire.closings()).isEmpty();
    }

    @Test
    void closesOnceAndThenIsSilent() {
        socket.close(CloseCode.SERVER_STOPS);
        socket.close(CloseCode.NOT_READING);
        socket.publish(frame(1, BOT), NOW);
        socket.figures("{}", NOW);
        socket.gap(GapReason.LOST_SOURCE, NOW);
        socket.pong(NOW);
        socket.check(NOW + 60 * SECOND);

        assertThat(wire.closings()).containsExactly("1001 Server stops");
        assertThat(wire.frames()).isEmpty();
        assertThat(wire.pings()).isZero();
    }

    @Test
    void goesOnAfterTheLastFrameOfAReplay() {
        socket.endReplay(new StreamId(5, 0));

        socket.publish(frame(5, BOT), NOW);
        socket.publish(frame(6, BOT), NOW);

        assertThat(wire.frames()).extracting(frame -> frame.getString("id")).containsExactly("6-0");
    }

    @Test
    void givesNoFrameWhileTheClientMayStillAskForWhatItMissed() {
        Socket fresh = new Socket(wire.socket(), caller(3_600), new HubMetrics(meters), NOW);
        wire.frames();

        fresh.publish(frame(4, BOT), NOW);
        assertThat(wire.frames()).isEmpty();
        assertThat(fresh.awaitsResume()).isTrue();

        fresh.goLive();
        fresh.publish(frame(5, BOT), NOW);
        assertThat(wire.frames()).extracting(frame -> frame.getString("id")).containsExactly("5-0");
    }

    @Test
    void knowsHowFarItHasGivenAllUntilAFrameIsDropped() {
        OrganizationChannel channel = new OrganizationChannel(
                ORGANIZATION, null, this::view, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
        channel.publish(frame(4, BOT), NOW);
        assertThat(socket.givenUntil(channel)).isEqualTo(new StreamId(4, 0));

        wire.setFull(true);
        socket.publish(frame(5, BOT), NOW);
        assertThat(socket.givenUntil(channel)).isEqualTo(StreamId.ZERO);
    }

    private static FeedFrame frame(long id, UUID bot) {
        return FeedFrame.ofEntry(
                        id + "-0",
                        "new_message",
                        new JsonObject()
                                .put("bot_id", bot.toString())
                                .put("customer_phone", "491512345678")
                                .encode())
                .orElseThrow();
    }

    private static Caller caller(long seconds) {
        return new Caller(
                new Identity(new UUID(1, 1), ORGANIZATION, Instant.ofEpochMilli(NOW + seconds * SECOND)), Role.ADMIN);
    }
}
