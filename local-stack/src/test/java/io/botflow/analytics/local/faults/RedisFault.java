package io.botflow.analytics.local.faults;

import io.botflow.analytics.local.StackServer;
import redis.clients.jedis.Jedis;

/** What happens to Redis. */
enum RedisFault implements Fault {
    REDIS_RESTARTED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.server(NAME).stop("-TERM");
        }
    },
    REDIS_KILLED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.kill(NAME);
        }
    },
    REDIS_FLUSHED {
        @Override
        public void strike(Scene scene) {
            flush(scene);
        }
    },
    /** The one that would notice is gone too. */
    REDIS_FLUSHED_DURING_RECOVERY {
        @Override
        public void strike(Scene scene) throws Exception {
            for (String taskManager : Scene.TASK_MANAGERS) {
                scene.kill(taskManager);
            }
            flush(scene);
        }
    },
    REDIS_FROZEN {
        @Override
        public void strike(Scene scene) throws Exception {
            StackServer redis = scene.server(NAME);
            redis.freeze();
            try {
                scene.pause(10_000, 30_000);
            } finally {
                redis.thaw();
            }
        }
    };

    private static final String NAME = "redis";

    private static void flush(Scene scene) {
        try (Jedis redis = scene.redis()) {
            redis.flushAll();
        }
    }
}
