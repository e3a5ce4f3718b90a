package io.botflow.analytics.api.live;

import io.botflow.analytics.api.access.AccessDeniedException;
import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.access.Identity;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.realtime.BotSelection;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a client asks for in its frames, one after the other. */
final class ClientMessages {
    private static final Logger LOG = LoggerFactory.getLogger(ClientMessages.class);
    private static final String BOT_IDS = "bot_ids";
    private static final String LAST_ID = "last_id";
    private static final String TOKEN = "token";
    private static final String BEGINNING = "0";
    private static final int MOST_BOTS = 200;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Admission admission;
    private final OrganizationChannel channel;
    private final Socket socket;
    private final Clock clock;

    ClientMessages(Admission admission, OrganizationChannel channel, Socket socket, Clock clock) {
        this.admission = admission;
        this.channel = channel;
        this.socket = socket;
        this.clock = clock;
    }

    /** Handles a text; done when the next may come. Does not fail. */
    Future<Void> handle(String text) {
        return Future.succeededFuture(text).compose(this::dispatch).otherwise(e -> {
            if (e instanceof ProblemException problem) {
                socket.error(problem.problem(), clock.millis());
            } else {
                LOG.warn("a client's message could not be handled: {}", String.valueOf(e));
                socket.error(Problem.unavailable("the message could not be handled now"), clock.millis());
            }
            return null;
        });
    }

    private Future<Void> dispatch(String text) {
        JsonObject message = parsed(text);
        return switch (text(message, "type")) {
            case "subscribe" -> subscribe(botIds(message));
            case "unsubscribe" -> unsubscribe(botIds(message));
            case "resume" -> resume(message);
            case "ping" -> {
                socket.pong(clock.millis());
                yield Future.succeededFuture();
            }
            case "authenticate" -> authenticate(text(message, TOKEN));
            default -> throw wrong("type", "is unknown");
        };
    }

    private static JsonObject parsed(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException | ClassCastException e) {
            throw new ProblemException(
                    new Problem(Problem.BAD_REQUEST, "Wrong message", "the message is not a JSON object"));
        }
    }

    private Future<Void> subscribe(Optional<Set<UUID>> botIds) {
        if (botIds.isEmpty()) {
            channel.select(socket, BotSelection.ALL);
            return Future.succeededFuture();
        }
        return requireThere(botIds.get())
                .onSuccess(there -> select(socket.selection().subscribedTo(botIds.get())));
    }

    private Future<Void> unsubscribe(Optional<Set<UUID>> botIds) {
        if (botIds.isEmpty()) {
            channel.select(socket, BotSelection.NONE);
            return Future.succeededFuture();
        }
        return requireThere(botIds.get())
                .onSuccess(there -> select(socket.selection().unsubscribedFrom(botIds.get())));
    }

    private void select(BotSelection bots) {
        if (bots.botIds().size() > MOST_BOTS) {
            socket.error(
                    wrong(BOT_IDS, "are more than " + MOST_BOTS + " in all").problem(), clock.millis());
        } else {
            channel.select(socket, bots);
        }
    }

    private Future<Void> requireThere(Set<UUID> botIds) {
        return admission.missingBots(socket.identity(), botIds).compose(missing -> {
            if (missing.isEmpty()) {
                return Future.succeededFuture();
            }
            return Future.failedFuture(new ProblemException(Problem.notFound(BOT_IDS, new TreeSet<>(missing).first())));
        });
    }

    private Future<Void> resume(JsonObject message) {
        String lastId = text(message, LAST_ID);
        StreamId from = lastId.equals(BEGINNING)
                ? StreamId.ZERO
                : StreamId.parse(lastId).orElseThrow(() -> wrong(LAST_ID, "is not the id of a frame"));
        if (socket.isResuming()) {
            throw wrong(LAST_ID, "comes while the last resume is still under way");
        }
        channel.resume(socket, from);
        return Future.succeededFuture();
    }

    private Future<Void> authenticate(String token) {
        return admission.admit(token).onSuccess(this::renew).<Void>mapEmpty().recover(e -> {
            if (!(e instanceof AccessDeniedException denied)) {
                return Future.failedFuture(e);
            }
            socket.close(
                    denied.reason() == AccessDeniedException.Reason.NOT_A_MEMBER
                            ? CloseCode.NOT_A_MEMBER
                            : CloseCode.AUTHENTICATION_REQUIRED);
            return Future.succeededFuture();
        });
    }

    private void renew(Caller caller) {
        Identity before = socket.identity();
        Identity now = caller.identity();
        boolean isSame =
                now.userId().equals(before.userId()) && now.organizationId().equals(before.organizationId());
        if (isSame) {
            socket.admit(caller);
        } else {
            socket.close(CloseCode.OTHER_USER);
        }
    }

    /** The bots that a message names; empty if it names none, which means the whole organization. */
    private static Optional<Set<UUID>> botIds(JsonObject message) {
        Object value = message.getValue(BOT_IDS);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong(BOT_IDS, "is not an array");
        }
        if (array.size() > MOST_BOTS) {
            throw wrong(BOT_IDS, "are more than " + MOST_BOTS);
        }
        Set<UUID> botIds = new HashSet<>();
        for (Object botId : array) {
            if (!(botId instanceof String form) || !UUID_FORM.matcher(form).matches()) {
                throw wrong(BOT_IDS, "holds what is not a UUID");
            }
            botIds.add(UUID.fromString(form));
        }
        return Optional.of(botIds);
    }

    private static String text(JsonObject message, String field) {
        Object value = message.getValue(field);
        if (!(value instanceof String text)) {
            throw wrong(field, "is missing or not a string");
        }
        return text;
    }

    private static ProblemException wrong(String field, String fault) {
        return new ProblemException(Problem.ofParameter(field, fault));
    }
}
