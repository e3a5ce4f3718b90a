package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.admission.EventTimeState;
import io.botflow.analytics.jobs.operator.FlushingOperator;
import io.botflow.analytics.jobs.serialization.UuidSerializer;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Rolls changes up by organization into what Redis shows. {@code as_of} is this operator's event time; with it the two
 * sliding hours roll on, a minute at a time, at the next flush. What was counted is in state, sums over it in memory.
 */
public final class RollUpLive extends FlushingOperator<UUID, LiveChange, RedisWrite> {
    private static final long serialVersionUID = 1;
    private static final long NONE = Long.MIN_VALUE;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MINUTES = 60;
    private static final long DAY_MINUTES = 24 * HOUR_MINUTES;
    private static final long HOURS_KEPT_MINUTES = 2 * DAY_MINUTES;
    /** Event time that leaps further than so many minutes has the sums made anew from state. */
    private static final int MOST_STEPS = 20;
    /** How often an organization's hash is written when nothing but event time has moved. */
    private static final long REFRESH_MILLIS = 5_000;
    /** Organizations without an event for so long are not refreshed. */
    private static final long REFRESHED_MINUTES = DAY_MINUTES;

    private static final long AS_OF_MILLIS = 1_000;
    private static final String NEWEST_MINUTE = "newest-minute";

    private final long horizonMinutes;
    private transient EventTimeState eventTime;
    private transient MapState<Pane, RollingFigures> panes;
    private transient MapState<UUID, ActiveHistory> active;
    private transient MapState<Long, HourCounts> hours;
    private transient MapState<Long, DayBoard> days;
    private transient ValueState<Long> newestMinute;

    private transient long asOf;
    /** The minute of event time at which the sums stand; {@link #NONE} before the first. */
    private transient long rolledTo;
    /** Every organization that has any state here. */
    private transient Map<UUID, LiveOrganization> organizations;
    /** Those of which something has to be written. */
    private transient Map<UUID, LiveOrganization> changed;
    /** When an organization's hash was written last, the longest ago first. */
    private transient LinkedHashMap<UUID, Long> refreshed;

    private transient long writtenAsOf;
    private transient long asOfWrittenAt;

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long changes are gathered at most
     */
    public RollUpLive(Duration horizon, Duration flushInterval) {
        super(flushInterval);
        this.horizonMinutes = horizon.toMinutes();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        eventTime = new EventTimeState(context.getOperatorStateStore());
        asOf = eventTime.restored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        panes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("panes", Pane.TYPE, RollingFiguresSerializer.TYPE));
        active = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("active", UuidSerializer.TYPE, ActiveHistory.TYPE));
        hours = getRuntimeContext().getMapState(new MapStateDescriptor<>("hours", Types.LONG, HourCounts.TYPE));
        days = getRuntimeContext().getMapState(new MapStateDescriptor<>("days", Types.LONG, DayBoard.TYPE));
        newestMinute = getRuntimeContext().getState(new ValueStateDescriptor<>(NEWEST_MINUTE, Types.LONG));
        rolledTo = NONE;
        organizations = new HashMap<>();
        changed = new LinkedHashMap<>();
        refreshed = new LinkedHashMap<>();
        writtenAsOf = NONE;
        asOfWrittenAt = NONE;
        restore();
    }

    /** All that is live is written again: what Redis holds may be older than the state, or newer. */
    private void restore() throws Exception {
        List<UUID> ids;
        try (Stream<UUID> keys = this.<UUID>getKeyedStateBackend().getKeys(NEWEST_MINUTE, VoidNamespace.INSTANCE)) {
            ids = keys.toList();
        }
        for (UUID id : ids) {
            setCurrentKey(id);
            LiveOrganization organization = new LiveOrganization(id);
            organization.newestMinute = newestMinute.value();
            hours.keys().forEach(organization.changedHours::add);
            days.keys().forEach(organization.changedDays::add);
            organizations.put(id, organization);
            changed.put(id, organization);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        eventTime.snapshot(asOf);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        if (watermark.getTimestamp() != Long.MAX_VALUE) {
            asOf = Math.max(asOf, watermark.getTimestamp());
        }
        super.processWatermark(watermark);
    }

    @Override
    public void processElement(StreamRecord<LiveChange> element) throws Exception {
        LiveChange change = element.getValue();
        LiveOrganization organization = organizations.computeIfAbsent(change.organizationId(), LiveOrganization::new);
        changed.put(organization.id, organization);
        if (change.minute() > organization.newestMinute) {
            organization.newestMinute = change.minute();
            newestMinute.update(change.minute());
        }
        if (change.messages().messages() > 0) {
            addMessages(organization, change);
        }
        if (change.messages().messages() > 0 || change.started() != 0) {
            addToDay(organization, change);
        }
        if (change.active() != 0) {
            addActive(organization, change);
        }
    }

    private void addMessages(LiveOrganization organization, LiveChange change) throws Exception {
        long minute = change.minute();
        if (rolledTo == NONE || minute > rolledTo - 2 * Totals.SPAN) {
            Pane key = new Pane(change.botId(), minute);
            RollingFigures pane = panes.get(key);
            if (pane == null) {
                pane = new RollingFigures();
            }
            pane.merge(change.messages());
            panes.put(key, pane);
            organization.totals.hasPane(change.botId(), minute);
            if (rolledTo != NONE) {
                organization.totals.add(change.botId(), minute, change.messages(), rolledTo);
            }
        }
        long hour = Math.floorDiv(minute, HOUR_MINUTES);
        if (isHourKept(hour)) {
            HourCounts counts = hours.get(hour);
            hours.put(hour, (counts == null ? HourCounts.NOTHING : counts).plus(change.messages()));
            organization.changedHours.add(hour);
        }
    }

    private void addToDay(LiveOrganization organization, LiveChange change) throws Exception {
        long day = Math.floorDiv(change.minute(), DAY_MINUTES);
        if (isDayKept(day)) {
            DayBoard board = days.get(day);
            if (board == null) {
                board = new DayBoard();
            }
            board.add(change.botId(), change.messages().messages(), change.started());
            days.put(day, board);
            organization.changedDays.add(day);
        }
    }

    private void addActive(LiveOrganization organization, LiveChange change) throws Exception {
        ActiveHistory history = active.get(change.botId());
        if (history == null) {
            history = new ActiveHistory();
        }
        // Before the first event time the message's own minute is the nearest to it.
        history.add(asOf == NONE ? change.minute() : minuteOf(asOf), change.active());
        active.put(change.botId(), history);
        if (rolledTo != NONE) {
            organization.totals.setActive(change.botId(), history.current(), history.at(rolledTo - Totals.SPAN));
        }
    }

    @Override
    protected boolean hasGathered() {
        return asOf != NONE && (!changed.isEmpty() || minuteOf(asOf) != rolledTo);
    }

    @Override
    protected void emitGathered() throws Exception {
        rollOn();
        for (LiveOrganization organization : changed.values()) {
            setCurrentKey(organization.id);
            emit(organization);
        }
        changed.clear();
    }

    /** Brings the sums of every organization to the minute of event time. */
    private void rollOn() throws Exception {
        long minute = minuteOf(asOf);
        if (minute == rolledTo) {
            return;
        }
        boolean isHourNew =
                rolledTo == NONE || Math.floorDiv(minute, HOUR_MINUTES) != Math.floorDiv(rolledTo, HOUR_MINUTES);
        Iterator<LiveOrganization> each = organizations.values().iterator();
        while (each.hasNext()) {
            LiveOrganization organization = each.next();
            setCurrentKey(organization.id);
            if (rolledTo == NONE || minute - rolledTo > MOST_STEPS) {
                sumUp(organization, minute);
            } else {
                for (long step = rolledTo + 1; step <= minute; step++) {
                    roll(organization, step);
                }
            }
            rollActive(organization, minute);
            organization.totals.forgetEmpty(minute);
            if (organization.totals.hasChanged()) {
                changed.put(organization.id, organization);
            }
            if (isHourNew && isForgotten(organization) && !changed.containsKey(organization.id)) {
                newestMinute.clear();
                refreshed.remove(organization.id);
                each.remove();
            }
        }
        rolledTo = minute;
    }

    private void roll(LiveOrganization organization, long minute) throws Exception {
        for (UUID botId : organization.totals.bots()) {
            RollingFigures entering = panes.get(new Pane(botId, minute));
            if (entering != null) {
                organization.totals.add(botId, minute, entering, minute);
            }
            RollingFigures ageing = panes.get(new Pane(botId, minute - Totals.SPAN));
            if (ageing != null) {
                organization.totals.age(botId, ageing);
            }
            Pane last = new Pane(botId, minute - 2 * Totals.SPAN);
            RollingFigures leaving = panes.get(last);
            if (leaving != null) {
                organization.totals.remove(botId, leaving);
                panes.remove(last);
            }
        }
    }

    /** Makes the sums anew from state. */
    private void sumUp(LiveOrganization organization, long minute) throws Exception {
        Totals totals = new Totals();
        List<Pane> leaving = new ArrayList<>();
        for (Map.Entry<Pane, RollingFigures> entry : panes.entries()) {
            Pane pane = entry.getKey();
            if (pane.minute() <= minute - 2 * Totals.SPAN) {
                leaving.add(pane);
            } else {
                totals.hasPane(pane.botId(), pane.minute());
                totals.add(pane.botId(), pane.minute(), entry.getValue(), minute);
            }
        }
        for (Pane pane : leaving) {
            panes.remove(pane);
        }
        organization.replaceTotals(totals);
    }

    private void rollActive(LiveOrganization organization, long minute) throws Exception {
        long hourBefore = minute - Totals.SPAN;
        List<UUID> leaving = new ArrayList<>();
        for (Map.Entry<UUID, ActiveHistory> entry : active.entries()) {
            ActiveHistory history = entry.getValue();
            history.forgetBefore(hourBefore);
            organization.totals.setActive(entry.getKey(), history.current(), history.at(hourBefore));
            if (history.isZero()) {
                leaving.add(entry.getKey());
            } else {
                entry.setValue(history);
            }
        }
        for (UUID botId : leaving) {
            active.remove(botId);
        }
    }

    /** Lets hours and days go that are past; true if nothing of the organization is left. */
    private boolean isForgotten(LiveOrganization organization) throws Exception {
        removePast(hours, this::isHourKept);
        removePast(days, this::isDayKept);
        return organization.totals.isEmpty() && hours.isEmpty() && days.isEmpty();
    }

    private interface Keeping {
        boolean isKept(long number);
    }

    private static <V> void removePast(MapState<Long, V> spans, Keeping keeping) throws Exception {
        List<Long> past = new ArrayList<>();
        for (Long number : spans.keys()) {
            if (!keeping.isKept(number)) {
                past.add(number);
            }
        }
        for (Long number : past) {
            spans.remove(number);
        }
    }

    private boolean isHourKept(long hour) {
        return asOf == NONE || (hour + 1) * HOUR_MINUTES + HOURS_KEPT_MINUTES > minuteOf(asOf);
    }

    private boolean isDayKept(long day) {
        return asOf == NONE || (day + 1) * DAY_MINUTES + horizonMinutes >= minuteOf(asOf);
    }

    private void emit(LiveOrganization organization) throws Exception {
        for (long hour : organization.changedHours) {
            HourCounts counts = hours.get(hour);
            if (counts != null) {
                collect(LiveWrites.hour(organization.id, hour, counts));
            }
        }
        organization.changedHours.clear();
        for (long day : organization.changedDays) {
            DayBoard board = days.get(day);
            if (board != null) {
                LiveWrites.leaderboards(organization.id, day, board).forEach(this::collect);
            }
        }
        organization.changedDays.clear();
        boolean isNew = organization.totals.hasChanged();
        for (UUID botId : organization.totals.takeChanged()) {
            collect(LiveWrites.rolling(organization.id, botId, organization.totals.of(botId)));
        }
        if (isNew || organization.written == null) {
            // Whoever is told of new figures finds those of the bots in place.
            collect(LiveWrites.parts(organization.id, organization.totals.parts()));
            Map<String, String> fields = LiveWrites.fields(organization.totals.all());
            emitFigures(organization, fields, true);
        }
    }

    private void emitFigures(LiveOrganization organization, Map<String, String> fields, boolean isNew) {
        collect(LiveWrites.realtime(organization.id, fields, asOf, isNew));
        organization.written = fields;
        organization.writtenAsOf = asOf;
        refreshed.remove(organization.id);
        refreshed.put(organization.id, now());
    }

    @Override
    protected void onTick() {
        if (asOf == NONE) {
            return;
        }
        writeAsOf();
        Iterator<Map.Entry<UUID, Long>> oldest = refreshed.entrySet().iterator();
        List<LiveOrganization> due = new ArrayList<>();
        while (oldest.hasNext()) {
            Map.Entry<UUID, Long> entry = oldest.next();
            if (now() - entry.getValue() < REFRESH_MILLIS) {
                break;
            }
            oldest.remove();
            due.add(organizations.get(entry.getKey()));
        }
        for (LiveOrganization organization : due) {
            if (organization.newestMinute + REFRESHED_MINUTES <= minuteOf(asOf)) {
                continue;
            }
            if (organization.writtenAsOf == asOf) {
                refreshed.put(organization.id, now());
            } else {
                emitFigures(organization, organization.written, false);
            }
        }
    }

    private void writeAsOf() {
        boolean isFirstTask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
        boolean isDue = asOfWrittenAt == NONE || now() - asOfWrittenAt >= AS_OF_MILLIS;
        if (isFirstTask && isDue && writtenAsOf != asOf) {
            collect(LiveWrites.asOf(asOf));
            writtenAsOf = asOf;
            asOfWrittenAt = now();
        }
    }

    @Override
    public void onEventTime(InternalTimer<UUID, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set");
    }

    private void collect(RedisWrite write) {
        output.collect(new StreamRecord<>(write));
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private static long minuteOf(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }
}
