package io.botflow.analytics.local.traffic;

import io.botflow.analytics.local.EventProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the events of a simulation when they occur, until it is closed. */
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final long STOP_LIMIT_MILLIS = 5_000;

    private final EventProducer producer;
    private final Clock clock;
    private final Simulation simulation;
    private final Disorder disorder;
    private final Thread thread;

    private Simulator(EventProducer producer, Traffic traffic, Clock clock) {
        Chance chance = new Chance(traffic.seed());
        this.producer = producer;
        this.clock = clock;
        this.simulation = new Simulation(traffic.eventsPerSecond(), clock.instant(), BotPopulation.demo(), chance);
        this.disorder = traffic.disorder() ? new Disorder(chance) : null;
        this.thread = new Thread(this::run, "simulator");
    }

    /** Begins to send. */
    public static Simulator start(EventProducer producer, Traffic traffic, Clock clock) {
        Simulator simulator = new Simulator(producer, traffic, clock);
        simulator.thread.setDaemon(true);
        simulator.thread.start();
        return simulator;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Instant now = clock.instant();
                List<SimulatedEvent> events = simulation.advance(now);
                if (disorder != null) {
                    events = disorder.arrivals(events, now);
                }
                events.forEach(event -> producer.send(event.key(), event.value()));
                TimeUnit.MILLISECONDS.sleep(pauseMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the simulation ends", e);
        }
    }

    private long pauseMillis() {
        long millis = Duration.between(clock.instant(), simulation.nextAt()).toMillis();
        return Math.min(LONGEST_PAUSE_MILLIS, Math.max(1, millis));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
