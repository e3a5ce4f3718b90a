package io.botflow.analytics.api.live;

import io.botflow.analytics.api.access.AccessDeniedException;
import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.rest.AccessLog;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where sockets begin: origin, upgrade, token, membership, limits; then the hub has them. */
public final class StreamEndpoint implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);
    /** Time enough for the database to tell of ten thousand who come at once. */
    private static final long ADMISSION_SECONDS = 20;
    /** Admissions at once: few, so that requests beside them find the database free. */
    private static final int ADMISSIONS = 16;

    private static final long READY_SECONDS = 5;
    private static final int UPGRADE_REQUIRED = 426;
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
    private static final String BEARER = "bearer.";
    private static final String TOKEN = "token";

    private final OriginRule origins;
    private final Admission admission;
    private final Hub hub;
    private final Clock clock;
    private final AccessLog log;
    private final Turns turns = new Turns(ADMISSIONS);

    /** @param allowedOrigins origins besides the server's own whose pages may connect, in lower case */
    public StreamEndpoint(Set<String> allowedOrigins, Admission admission, Hub hub, Clock clock, AccessLog log) {
        this.origins = new OriginRule(allowedOrigins);
        this.admission = admission;
        this.hub = hub;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            context.response().putHeader("Upgrade", "websocket");
            context.fail(new ProblemException(
                    new Problem(UPGRADE_REQUIRED, "Upgrade required", "this is a WebSocket: ask for an upgrade")));
            return;
        }
        if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            context.fail(new ProblemException(
                    new Problem(Problem.FORBIDDEN, "Origin not allowed", "pages of this origin may not connect")));
            return;
        }
        Optional<String> token = token(request);
        AccessLog.Upgrade upgrade = log.upgrade(context);
        request.toWebSocket()
                .onSuccess(wire -> admit(upgrade, wire, token))
                .onFailure(e -> LOG.debug("no upgrade: {}", e.getMessage()));
    }

    private static Optional<String> token(HttpServerRequest request) {
        for (String header : request.headers().getAll(PROTOCOLS)) {
            for (String protocol : header.split(",", -1)) {
                String name = protocol.strip();
                if (name.startsWith(BEARER)) {
                    return Optional.of(name.substring(BEARER.length()));
                }
            }
        }
        return Optional.ofNullable(request.getParam(TOKEN));
    }

    private void admit(AccessLog.Upgrade upgrade, ServerWebSocket wire, Optional<String> token) {
        // What the client sends already waits until it is known who it is.
        wire.pause();
        wire.closeHandler(closed -> log.closed(upgrade, null));
        Future<Caller> admitted = token.isPresent()
                ? turns.take(() -> admission.admit(token.get()))
                : Future.failedFuture(new AccessDeniedException(AccessDeniedException.Reason.NOT_AUTHENTICATED));
        admitted.timeout(ADMISSION_SECONDS, TimeUnit.SECONDS)
                .onSuccess(caller -> join(upgrade, wire, caller))
                .onFailure(e -> refuse(wire, reason(e)));
    }

    private static CloseCode reason(Throwable failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.reason() == AccessDeniedException.Reason.NOT_A_MEMBER
                    ? CloseCode.NOT_A_MEMBER
                    : CloseCode.AUTHENTICATION_REQUIRED;
        }
        LOG.warn("nobody can tell who connects: {}", String.valueOf(failure));
        return CloseCode.TRY_AGAIN_LATER;
    }

    private void join(AccessLog.Upgrade upgrade, ServerWebSocket wire, Caller caller) {
        Optional<CloseCode> refusal = hub.refusal(caller.identity());
        if (refusal.isPresent()) {
            refuse(wire, refusal.get());
            return;
        }
        hub.channelOf(caller)
                .timeout(READY_SECONDS, TimeUnit.SECONDS)
                .onSuccess(channel -> {
                    Optional<CloseCode> late = hub.refusal(caller.identity());
                    if (wire.isClosed()) {
                        return;
                    }
                    if (late.isPresent()) {
                        refuse(wire, late.get());
                    } else {
                        open(upgrade, wire, caller, channel);
                    }
                })
                .onFailure(e -> refuse(wire, CloseCode.TRY_AGAIN_LATER));
    }

    private void open(AccessLog.Upgrade upgrade, ServerWebSocket wire, Caller caller, OrganizationChannel channel) {
        Socket socket = new Socket(wire, caller, hub.metrics(), clock.millis());
        ClientMessages messages = new ClientMessages(admission, channel, socket, clock);
        wire.closeHandler(closed -> {
            hub.left(channel, socket);
            log.closed(upgrade, caller);
        });
        wire.exceptionHandler(e -> failed(socket, e));
        wire.drainHandler(drained -> socket.catchUp(clock.millis()));
        wire.pongHandler(pong -> socket.heard(clock.millis()));
        wire.binaryMessageHandler(binary -> socket.close(CloseCode.NOT_TEXT));
        wire.textMessageHandler(text -> {
            long now = clock.millis();
            socket.heard(now);
            if (!socket.mayReceive(now) || !channel.mayReceive(socket, now)) {
                socket.close(CloseCode.TOO_MANY_MESSAGES);
                return;
            }
            // One after the other: the next waits until this one is done.
            wire.pause();
            messages.handle(text).onComplete(handled -> wire.resume());
        });
        hub.joined(channel, socket);
        wire.resume();
    }

    private static void failed(Socket socket, Throwable failure) {
        LOG.debug("a socket failed: {}", failure.getMessage());
        // The parts of a message, each short enough, are too long together.
        if (failure instanceof IllegalStateException) {
            socket.close(CloseCode.TOO_LARGE);
        } else if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            socket.close(
                    corrupted.closeStatus().code() == CloseCode.TOO_LARGE.code()
                            ? CloseCode.TOO_LARGE
                            : CloseCode.NOT_WELL_FORMED);
        }
    }

    private void refuse(ServerWebSocket wire, CloseCode code) {
        hub.metrics().closed(code);
        wire.resume();
        wire.close(code.code(), code.reason());
    }
}
