package io.botflow.analytics.api.csv;

import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Bounds how many exports run at a time, so that one organization leaves some to the others. */
final class ExportSlots {
    /** An export of usual size has ended by then. */
    private static final int RETRY_SECONDS = 30;

    private final ExportSettings settings;
    private final Map<UUID, Integer> takenByOrganization = new HashMap<>();
    private int taken;

    ExportSlots(ExportSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes a slot until it is closed.
     *
     * @throws ProblemException if there is none
     */
    synchronized Slot take(UUID organizationId) {
        int own = takenByOrganization.getOrDefault(organizationId, 0);
        if (own >= settings.mostPerOrganization()) {
            throw refused(
                    Problem.TOO_MANY_REQUESTS,
                    "Too many exports",
                    "the organization has " + own + " exports running, which is the most at a time");
        }
        if (taken >= settings.most()) {
            throw refused(Problem.SERVICE_UNAVAILABLE, "Not available now", "as many exports run as the server allows");
        }
        takenByOrganization.put(organizationId, own + 1);
        taken++;
        return new Slot(organizationId);
    }

    private static ProblemException refused(int status, String title, String detail) {
        return new ProblemException(new Problem(status, title, detail, null, RETRY_SECONDS));
    }

    private synchronized void give(UUID organizationId) {
        takenByOrganization.computeIfPresent(organizationId, (id, own) -> own == 1 ? null : own - 1);
        taken--;
    }

    synchronized int taken() {
        return taken;
    }

    /** The right to run one export. */
    final class Slot implements AutoCloseable {
        private final UUID organizationId;
        private boolean isClosed;

        private Slot(UUID organizationId) {
            this.organizationId = organizationId;
        }

        /** Gives the slot back, once however often it is called. */
        @Override
        public void close() {
            synchronized (ExportSlots.this) {
                if (!isClosed) {
                    isClosed = true;
                    give(organizationId);
                }
            }
        }
    }
}
