package io.botflow.analytics.local;

import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import io.botflow.analytics.local.checkpoint.StoredState;
import io.botflow.analytics.local.server.ServerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a job of a stack that was started before goes on from. */
record LastState(String job, RetainedCheckpoints checkpoints) {
    private static final Logger LOG = LoggerFactory.getLogger(LastState.class);

    /**
     * The newest checkpoint that is whole, nothing when none was ever completed.
     *
     * @throws ServerStartException if there are checkpoints and none is whole: beginning anew would look like success
     */
    Optional<Path> find() {
        try {
            List<Path> all = checkpoints.ofAllRuns();
            for (int i = 0; i < all.size(); i++) {
                if (isWhole(all.get(i))) {
                    setAside(all.subList(0, i));
                    return Optional.of(all.get(i));
                }
            }
            if (!all.isEmpty()) {
                throw new ServerStartException(job + ": none of the checkpoints in " + checkpoints.directory()
                        + " is whole; bring one back, or delete that directory to read all events again");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ServerStartException(
                    job + ": the checkpoints in " + checkpoints.directory() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean isWhole(Path checkpoint) {
        Optional<String> fault = StoredState.fault(checkpoint.toUri().toString());
        fault.ifPresent(reason -> LOG.warn("{}: {} is damaged ({})", job, checkpoint, reason));
        return fault.isEmpty();
    }

    /** What goes on from an earlier one completes checkpoints of the same numbers. */
    private void setAside(List<Path> damaged) throws IOException {
        for (Path checkpoint : damaged) {
            Path aside = checkpoint.resolveSibling("damaged-" + checkpoint.getFileName());
            Files.move(checkpoint, aside);
            LOG.warn("{}: it is now {}", job, aside);
        }
    }
}
