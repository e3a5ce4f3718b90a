package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.traffic.PastTraffic;
import io.botflow.analytics.local.traffic.SimulatedEvent;
import io.botflow.analytics.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The events of a setup in the topic, the same for the same setup. Last in each partition is an event of an organization,
 * hours after all others: it takes event time past the end of every conversation.
 *
 * @param lastEventAt when the last of them occurred
 */
record LoadedTopic(int partitions, Instant lastEventAt) {
    /** Nine days for eight million events: conversations leave the state after seven, minutes after two. */
    private static final double EVENTS_PER_SECOND = 10;

    /** Fixed, so that runs have the same events; a Monday. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    /** Far more than the 30 minutes after which an idle conversation ends. */
    private static final Duration CLOSING_AFTER = Duration.ofHours(2);

    private static final int LINGER_MILLIS = 20;
    private static final int TOLD_EVERY = 10_000;

    /** @param progress is told how many events were sent */
    static LoadedTopic load(String bootstrapServers, Setup setup, LongConsumer progress)
            throws InterruptedException, ExecutionException {
        int partitions = partitions(bootstrapServers);
        PastTraffic traffic = new PastTraffic(setup.bots(), setup.hotBot(), EVENTS_PER_SECOND, START, setup.seed());
        Instant last = START;
        try (EventProducer producer = EventProducer.to(bootstrapServers, LINGER_MILLIS)) {
            long left = setup.events() - partitions;
            while (left > 0) {
                List<SimulatedEvent> events = traffic.next();
                for (SimulatedEvent event : events.subList(0, (int) Math.min(left, events.size()))) {
                    producer.send(event.key(), event.value());
                    last = event.occurredAt();
                    if (--left % TOLD_EVERY == 0) {
                        progress.accept(setup.events() - partitions - left);
                    }
                }
            }
            Instant closing = last.plus(CLOSING_AFTER);
            List<SimulatedEvent> closers = traffic.ofOrganizations(partitions, closing);
            for (int partition = 0; partition < partitions; partition++) {
                SimulatedEvent event = closers.get(partition);
                producer.send(partition, event.key(), event.value());
            }
            producer.flush();
            return new LoadedTopic(partitions, closing);
        }
    }

    private static int partitions(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            return admin.describeTopics(List.of(Topics.BOT_EVENTS))
                    .topicNameValues()
                    .get(Topics.BOT_EVENTS)
                    .get()
                    .partitions()
                    .size();
        }
    }
}
