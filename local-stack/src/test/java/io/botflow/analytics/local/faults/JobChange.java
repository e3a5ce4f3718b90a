package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.live.LiveMetricsPipeline;

/** What operators do to jobs in the middle of a stream. */
enum JobChange implements Fault {
    RESCALED {
        @Override
        public void strike(Scene scene) throws Exception {
            rescale(scene, ConversationAnalyticsPipeline.JOB, 4);
        }
    },
    ARCHIVE_RESCALED {
        @Override
        public void strike(Scene scene) throws Exception {
            rescale(scene, MessageArchivePipeline.JOB, 2);
        }
    },
    LIVE_RESCALED {
        @Override
        public void strike(Scene scene) throws Exception {
            rescale(scene, LiveMetricsPipeline.JOB, 2);
        }
    },
    UPGRADED {
        @Override
        public void strike(Scene scene) {
            scene.cluster()
                    .succeed(
                            "upgrade",
                            scene.one(Scene.JOBS),
                            scene.cluster().jobsJar().toString());
        }
    };

    /** Twice as many tasks each time, from the most back to one. */
    private static void rescale(Scene scene, String job, int most) throws Exception {
        int now = scene.cluster().parallelism(job);
        scene.cluster().succeed("rescale", job, Integer.toString(now == most ? 1 : 2 * now));
    }
}
