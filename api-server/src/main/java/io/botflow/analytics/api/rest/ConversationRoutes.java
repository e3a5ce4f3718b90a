package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.botflow.analytics.api.query.ConversationFilter;
import io.botflow.analytics.api.query.ConversationOrder;
import io.botflow.analytics.api.query.Conversations;
import io.botflow.analytics.api.query.Messages;
import io.botflow.analytics.api.query.Page;
import io.botflow.analytics.api.query.PhoneView;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.range.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** Answers with conversations and with what was said in them. */
public final class ConversationRoutes {
    private static final String CONVERSATION_ID = "conversation_id";
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final int DEFAULT_PAGE = 50;
    /** A transcript has no range; a cursor keeps one all the same. */
    private static final TimeRange NO_RANGE = new TimeRange(Instant.EPOCH, Instant.EPOCH);

    private final TenantReads reads;
    private final OwnBots ownBots;
    private final CursorSeal cursors;
    private final Clock clock;

    public ConversationRoutes(TenantReads reads, OwnBots ownBots, CursorSeal cursors, Clock clock) {
        this.reads = reads;
        this.ownBots = ownBots;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A page of those that a filter lets through. */
    public void list(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(context);
        TimeRange asked = RangeParameters.range(parameters, clock.instant());
        ConversationOrder order = ConversationParameters.order(parameters);
        int limit = parameters.integer(LIMIT, DEFAULT_PAGE);
        ConversationFilter filter = ConversationParameters.filter(parameters, caller, asked);
        String list = name(caller, parameters, filter, order);
        Optional<CursorSeal.Continuation> continuation = continuation(parameters, list);
        // "The last 24 hours" stay the same from page to page.
        TimeRange started =
                continuation.map(from -> new TimeRange(from.from(), from.to())).orElse(asked);
        Conversations conversations = new Conversations(
                caller.identity().organizationId(), filter.startedIn(started), order, PhoneView.of(caller.role()));
        ownBots.require(caller, filter.botIds())
                .compose(own -> reads.read(
                        caller,
                        connection ->
                                conversations.page(connection, continuation.map(CursorSeal.Continuation::last), limit)))
                .onSuccess(page -> JsonAnswer.send(context, json(page, list, started)))
                .onFailure(context::fail);
    }

    /** Ids and texts of a filter are written with their lengths or without blanks, so no two lists have one name. */
    private static String name(
            Caller caller, Parameters parameters, ConversationFilter filter, ConversationOrder order) {
        String customer = filter.customer().orElse("");
        String words = filter.words().orElse("");
        return String.join(
                " ",
                "conversations",
                caller.identity().organizationId().toString(),
                parameters.text(RangeParameters.PERIOD).orElse("-"),
                parameters.instant(RangeParameters.FROM).map(Instant::toString).orElse("-"),
                parameters.instant(RangeParameters.TO).map(Instant::toString).orElse("-"),
                new TreeSet<>(filter.botIds()).toString(),
                new TreeSet<>(filter.statuses()).toString(),
                order.text(),
                customer.length() + ":" + customer,
                words.length() + ":" + words);
    }

    private Optional<CursorSeal.Continuation> continuation(Parameters parameters, String list) {
        return parameters
                .text(CURSOR)
                .map(cursor -> cursors.open(list, cursor)
                        .orElseThrow(() -> Parameters.wrong(
                                CURSOR, "is not one of this list: ask without it for the first page")));
    }

    private JsonObject json(Page page, String list, TimeRange range) {
        return new JsonObject()
                .put("data", new JsonArray(page.rows()))
                .put(
                        "next_cursor",
                        page.last()
                                .map(last ->
                                        cursors.seal(list, new CursorSeal.Continuation(range.from(), range.to(), last)))
                                .orElse(null));
    }

    /** One conversation. */
    public void one(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        UUID id = Parameters.of(context).pathUuid(CONVERSATION_ID);
        reads.read(
                        caller,
                        connection -> Conversations.one(
                                connection, caller.identity().organizationId(), id, PhoneView.of(caller.role())))
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> missing(id)))
                .onSuccess(conversation -> JsonAnswer.send(context, conversation))
                .onFailure(context::fail);
    }

    /** A page of what was said in one conversation. */
    public void messages(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(context);
        UUID id = parameters.pathUuid(CONVERSATION_ID);
        int limit = parameters.integer(LIMIT, DEFAULT_PAGE);
        UUID organizationId = caller.identity().organizationId();
        String list = "messages " + organizationId + " " + id;
        Optional<CursorSeal.Continuation> continuation = continuation(parameters, list);
        reads.read(
                        caller,
                        connection -> Messages.transcript(
                                connection, organizationId, id, continuation.map(CursorSeal.Continuation::last), limit))
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> missing(id)))
                .onSuccess(page -> JsonAnswer.send(context, json(page, list, NO_RANGE)))
                .onFailure(context::fail);
    }

    private static <T> Future<T> missing(UUID id) {
        return Future.failedFuture(new ProblemException(Problem.notFound(CONVERSATION_ID, id)));
    }
}
