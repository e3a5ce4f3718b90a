package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.csv.CopyStatement;
import io.botflow.analytics.api.csv.ExportFile;
import io.botflow.analytics.api.csv.Exports;
import io.botflow.analytics.api.query.BotPerformance;
import io.botflow.analytics.api.query.Columns;
import io.botflow.analytics.api.query.ConversationFilter;
import io.botflow.analytics.api.query.ConversationOrder;
import io.botflow.analytics.api.query.Conversations;
import io.botflow.analytics.api.query.MessageFilter;
import io.botflow.analytics.api.query.Messages;
import io.botflow.analytics.api.query.PhoneView;
import io.botflow.analytics.api.query.ResponseTimes;
import io.botflow.analytics.api.query.Series;
import io.botflow.analytics.api.query.SeriesAnswer;
import io.botflow.analytics.api.query.Tenant;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.query.Usage;
import io.botflow.analytics.api.range.RangeRequest;
import io.botflow.analytics.api.range.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Exports every row of what other routes show in pages and charts, by the same filters and the same queries. */
public final class ExportRoutes {
    private static final String CONVERSATION_ID = "conversation_id";

    private final TenantReads reads;
    private final OwnBots ownBots;
    private final Exports exports;
    private final Clock clock;

    public ExportRoutes(TenantReads reads, OwnBots ownBots, Exports exports, Clock clock) {
        this.reads = reads;
        this.ownBots = ownBots;
        this.exports = exports;
        this.clock = clock;
    }

    public void conversations(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(
                context,
                RangeParameters.PERIOD,
                RangeParameters.FROM,
                RangeParameters.TO,
                Parameters.BOT_ID,
                ConversationParameters.STATUS,
                ConversationParameters.CUSTOMER,
                ConversationParameters.WORDS,
                ConversationParameters.SORT);
        TimeRange started = RangeParameters.range(parameters, clock.instant());
        ConversationFilter filter = ConversationParameters.filter(parameters, caller, started);
        ConversationOrder order = ConversationParameters.order(parameters);
        tenant(caller, filter.botIds())
                .onSuccess(tenant -> copy(
                        context,
                        file(tenant, "conversations", started),
                        Columns.CONVERSATION,
                        new Conversations(tenant.organizationId(), filter, order, PhoneView.of(caller.role()))
                                .export()))
                .onFailure(context::fail);
    }

    public void messages(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(
                context,
                RangeParameters.PERIOD,
                RangeParameters.FROM,
                RangeParameters.TO,
                Parameters.BOT_ID,
                CONVERSATION_ID,
                ConversationParameters.STATUS,
                ConversationParameters.CUSTOMER,
                ConversationParameters.WORDS);
        TimeRange occurred = RangeParameters.range(parameters, clock.instant());
        MessageFilter filter = new MessageFilter(
                occurred,
                parameters.uuids(Parameters.BOT_ID),
                parameters.uuid(CONVERSATION_ID),
                ConversationParameters.statuses(parameters),
                ConversationParameters.customer(parameters, caller),
                ConversationParameters.words(parameters));
        tenant(caller, filter.botIds())
                .onSuccess(tenant -> copy(
                        context,
                        file(tenant, "messages", occurred),
                        Columns.MESSAGE,
                        Messages.export(tenant.organizationId(), filter)))
                .onFailure(context::fail);
    }

    /** By dates, or by a range, which is widened to whole days of UTC. */
    public void botPerformance(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(
                context,
                DateParameters.START_DATE,
                DateParameters.END_DATE,
                RangeParameters.PERIOD,
                RangeParameters.FROM,
                RangeParameters.TO,
                Parameters.BOT_ID);
        Set<UUID> botIds = parameters.uuids(Parameters.BOT_ID);
        DateParameters asked = dates(parameters);
        tenant(caller, botIds)
                .map(tenant -> {
                    DateParameters dates = asked.orDefaults(tenant.progress().today(clock.instant()));
                    copy(
                            context,
                            file(tenant, "bot-performance", dates.range()),
                            Columns.BOT_PERFORMANCE,
                            new BotPerformance(tenant.organizationId(), botIds, dates.first(), dates.last()).export());
                    return tenant;
                })
                .onFailure(context::fail);
    }

    private DateParameters dates(Parameters parameters) {
        DateParameters dates = DateParameters.of(parameters);
        boolean hasDates = dates.first() != null || dates.last() != null;
        for (String name : List.of(RangeParameters.PERIOD, RangeParameters.FROM, RangeParameters.TO)) {
            if (parameters.text(name).isPresent()) {
                if (hasDates) {
                    throw Parameters.wrong(name, "is not for a request with start_date or end_date");
                }
                TimeRange range = RangeParameters.range(parameters, clock.instant());
                return new DateParameters(
                        LocalDate.ofInstant(range.from(), ZoneOffset.UTC),
                        LocalDate.ofInstant(range.to().minusNanos(1), ZoneOffset.UTC));
            }
        }
        return dates;
    }

    public void responseTimes(RoutingContext context) {
        Parameters parameters = Parameters.of(context, SeriesRoutes.BOTS_AND_RANGE);
        Set<UUID> botIds = parameters.uuids(Parameters.BOT_ID);
        series(context, parameters, botIds, "response-times", new ResponseTimes(botIds));
    }

    public void usage(RoutingContext context) {
        series(context, Parameters.of(context, SeriesRoutes.RANGE), Set.of(), "usage", new Usage());
    }

    private void series(RoutingContext context, Parameters parameters, Set<UUID> botIds, String kind, Series series) {
        Caller caller = BearerAuthentication.caller(context);
        RangeRequest request = RangeParameters.request(parameters, clock.instant());
        ownBots.require(caller, botIds)
                .compose(own -> reads.read(
                        caller,
                        (tenant, connection) -> series.read(
                                connection, tenant, SeriesRoutes.buckets(series, request, tenant, Integer.MAX_VALUE))))
                .onSuccess(answer -> exports.send(
                        context,
                        caller,
                        file(answer.tenant(), kind, answer.buckets().range()),
                        ExportColumns.of(series.names()),
                        rows(answer, series.names())))
                .onFailure(context::fail);
    }

    private static Iterator<String[]> rows(SeriesAnswer answer, List<String> names) {
        return answer.rows().stream()
                .map(row -> names.stream().map(name -> cell(row, name)).toArray(String[]::new))
                .iterator();
    }

    private static String cell(JsonObject row, String name) {
        Object value = row.getValue(name);
        if (value == null) {
            return null;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private Future<Tenant> tenant(Caller caller, Set<UUID> botIds) {
        return ownBots.require(caller, botIds)
                .compose(own -> reads.read(caller, (tenant, connection) -> Future.succeededFuture(tenant)));
    }

    private void copy(RoutingContext context, ExportFile file, List<String> columns, CopyStatement statement) {
        exports.send(context, BearerAuthentication.caller(context), file, ExportColumns.of(columns), statement);
    }

    private static ExportFile file(Tenant tenant, String kind, TimeRange range) {
        return ExportFile.of(tenant.organizationId(), tenant.name(), kind, range.from(), range.to());
    }
}
