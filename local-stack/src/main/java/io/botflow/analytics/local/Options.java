package io.botflow.analytics.local;

import io.botflow.analytics.local.replay.Replay;
import io.botflow.analytics.local.replay.Speed;
import io.botflow.analytics.local.traffic.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the command line. */
final class Options {
    private static final double DEFAULT_TRAFFIC = 20;

    @Option(
            names = "--traffic",
            paramLabel = "N",
            description = "Simulated events per second; 0 for none (default 20, with --replay 0).")
    private Double traffic;

    @Option(names = "--disorder", description = "Some simulated events arrive late or twice.")
    private boolean disorder;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulation (default any; it is printed).")
    private Long seed;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Send every line of a file of JSON lines (.gz too) as one event, byte for byte.")
    private Path replay;

    @Option(names = "--speed", paramLabel = "N|max", description = "Events per second of the replay (default max).")
    private String speed;

    @Option(
            names = "--shift-to-now",
            description = "Move the times of the replay so that the newest is the start of the replay.")
    private boolean shiftToNow;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep the data in a directory over restarts.")
    private Path data;

    @Option(names = "--settings", description = "Print the settings that a client needs, and exit.")
    private boolean settings;

    boolean isForSettings() {
        return settings;
    }

    /** The directory whose data is kept, if any. */
    Optional<Path> data() {
        return Optional.ofNullable(data).map(Path::toAbsolutePath);
    }

    /** What to replay, if anything. */
    Optional<Replay> replay(Clock clock) {
        if (replay == null) {
            if (speed != null || shiftToNow) {
                throw new UsageException((speed == null ? "--shift-to-now" : "--speed") + " needs --replay");
            }
            return Optional.empty();
        }
        if (!Files.isRegularFile(replay) || !Files.isReadable(replay)) {
            throw new UsageException("--replay: " + replay + " is not a file that can be read");
        }
        return Optional.of(new Replay(replay, replaySpeed(), shiftToNow, clock));
    }

    private Speed replaySpeed() {
        try {
            return speed == null ? Speed.MAX : Speed.parse(speed);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--speed: " + e.getMessage(), e);
        }
    }

    /** What traffic to simulate, if any. */
    Optional<Traffic> traffic() {
        double wanted = traffic != null ? traffic : replay == null ? DEFAULT_TRAFFIC : 0;
        if (!(wanted >= 0) || Double.isInfinite(wanted)) {
            throw new UsageException("--traffic: not a number of events per second: " + traffic);
        }
        if (wanted == 0) {
            return Optional.empty();
        }
        return Optional.of(new Traffic(wanted, disorder, seed == null ? new SecureRandom().nextInt() : seed));
    }
}
