package io.botflow.analytics.api.live;

import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.access.Identity;
import io.botflow.analytics.api.realtime.RealtimeSource;
import io.botflow.analytics.api.realtime.RedisClient;
import io.botflow.analytics.schemas.RedisKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings what Redis publishes to the sockets of the organization it belongs to: one subscription per server, whatever
 * the number of sockets.
 */
public final class Hub implements RedisSubscription.Listener {
    private static final long SWEEP_MILLIS = 1_000;
    private static final long POLL_MILLIS = 10_000;
    /** So long an organization without sockets stays subscribed to, for pages that are loaded again. */
    private static final long LINGER_MILLIS = 10_000;
    /**
     * So long a new socket gets no frames, so that a client that was connected before can say what it has: a frame of now
     * ahead of those that it missed would be taken for the last one.
     */
    private static final long RESUME_MILLIS = 250;

    private final Vertx vertx;
    private final SocketSettings settings;
    private final Admission admission;
    private final RealtimeSource source;
    private final Clock clock;
    private final FeedReader feed;
    private final RedisSubscription subscription;
    private final HubMetrics metrics;
    private final Map<UUID, OrganizationChannel> organizations = new HashMap<>();
    private final Map<String, OrganizationChannel> byLiveChannel = new HashMap<>();
    private final Map<String, OrganizationChannel> byChangedChannel = new HashMap<>();
    private int size;
    private long sweep = -1;
    private long polledAt;
    private boolean isStopping;

    public Hub(
            Vertx vertx,
            SocketSettings settings,
            Admission admission,
            RealtimeSource source,
            RedisClient redis,
            String redisUrl,
            Clock clock,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.admission = admission;
        this.source = source;
        this.clock = clock;
        this.feed = new FeedReader(redis);
        this.subscription = new RedisSubscription(vertx, redisUrl, this);
        this.metrics = new HubMetrics(meters);
        metrics.watch(() -> size, subscription::isConnected);
    }

    /** Begins to listen to Redis, now or as soon as it answers. */
    public void start() {
        polledAt = clock.millis();
        sweep = vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        subscription.open();
    }

    /** Closes every socket. */
    public Future<Void> stop() {
        isStopping = true;
        if (sweep != -1) {
            vertx.cancelTimer(sweep);
        }
        List<Future<Void>> closed = organizations.values().stream()
                .map(channel -> channel.close(CloseCode.SERVER_STOPS))
                .toList();
        return Future.join(closed).transform(done -> subscription.close());
    }

    HubMetrics metrics() {
        return metrics;
    }

    /** Why no further socket of the user is taken; empty if it is. */
    Optional<CloseCode> refusal(Identity identity) {
        if (isStopping) {
            return Optional.of(CloseCode.SERVER_STOPS);
        }
        if (!subscription.isConnected()) {
            return Optional.of(CloseCode.TRY_AGAIN_LATER);
        }
        OrganizationChannel channel = organizations.get(identity.organizationId());
        boolean isFull = size >= settings.most()
                || (channel != null
                        && (channel.size() >= settings.mostPerOrganization()
                                || channel.sizeOf(identity.userId()) >= settings.mostPerUser()));
        return isFull ? Optional.of(CloseCode.TOO_MANY_CONNECTIONS) : Optional.empty();
    }

    /** The channel of a caller's organization; done when nothing that is published can be missed any more. */
    Future<OrganizationChannel> channelOf(Caller caller) {
        OrganizationChannel channel =
                organizations.computeIfAbsent(caller.identity().organizationId(), this::open);
        return channel.ready().map(channel);
    }

    void joined(OrganizationChannel channel, Socket socket) {
        // The channel may have been given up while the socket waited for it.
        organizations.putIfAbsent(channel.organizationId(), channel);
        size++;
        channel.join(socket, clock.millis());
        vertx.setTimer(RESUME_MILLIS, waited -> channel.goLive(socket));
    }

    void left(OrganizationChannel channel, Socket socket) {
        size--;
        channel.leave(socket, clock.millis());
    }

    private OrganizationChannel open(UUID organizationId) {
        OrganizationChannel channel = new OrganizationChannel(
                organizationId, feed, bots -> new MetricsView(vertx, source, clock, organizationId, bots), clock);
        String live = RedisKeys.live(organizationId);
        String changed = RedisKeys.changed(organizationId);
        byLiveChannel.put(live, channel);
        byChangedChannel.put(changed, channel);
        channel.begin(subscription.subscribe(List.of(live, changed)));
        return channel;
    }

    private void close(OrganizationChannel channel) {
        String live = RedisKeys.live(channel.organizationId());
        String changed = RedisKeys.changed(channel.organizationId());
        organizations.remove(channel.organizationId());
        byLiveChannel.remove(live);
        byChangedChannel.remove(changed);
        subscription.unsubscribe(List.of(live, changed));
    }

    @Override
    public void published(String name, String message) {
        OrganizationChannel changed = byChangedChannel.get(name);
        if (changed != null) {
            changed.figuresChanged();
            return;
        }
        OrganizationChannel channel = byLiveChannel.get(name);
        if (channel == null) {
            return;
        }
        long now = clock.millis();
        Optional<FeedFrame> frame = FeedFrame.ofPublished(message);
        if (frame.isEmpty()) {
            metrics.unreadable();
            return;
        }
        metrics.lag(now - frame.get().id().millis());
        channel.publish(frame.get(), now);
    }

    @Override
    public void lost() {
        organizations.values().forEach(channel -> channel.gap(GapReason.LOST_SOURCE, clock.millis()));
    }

    @Override
    public void recovered() {
        organizations.values().forEach(channel -> {
            channel.repair(clock.millis());
            channel.figuresChanged();
        });
    }

    private void sweep() {
        long now = clock.millis();
        boolean isPolling = now - polledAt >= POLL_MILLIS;
        if (isPolling) {
            polledAt = now;
        }
        for (OrganizationChannel channel : List.copyOf(organizations.values())) {
            channel.check(admission, settings.membershipCheck(), now);
            if (isPolling) {
                channel.pollFigures();
            }
            if (channel.isUnusedFor(LINGER_MILLIS, now)) {
                close(channel);
            }
        }
    }
}
