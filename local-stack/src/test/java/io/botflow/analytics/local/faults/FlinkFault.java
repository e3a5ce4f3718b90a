package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What happens to Flink's processes and to what they keep. */
enum FlinkFault implements Fault {
    TASK_MANAGER_KILLED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.kill(scene.one(Scene.TASK_MANAGERS));
        }
    },
    JOB_MANAGER_KILLED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.kill(Scene.JOB_MANAGER);
        }
    },
    KILLED_DURING_RECOVERY {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.kill(scene.one(ALL));
            scene.pause(500, 8_000);
            scene.kill(scene.one(ALL));
        }
    },
    BURST_OF_KILLS {
        @Override
        public void strike(Scene scene) throws Exception {
            for (int i = 0; i < KILLS; i++) {
                scene.kill(scene.one(ALL));
                scene.pause(200, 3_000);
            }
        }
    },
    NEWEST_CHECKPOINT_DAMAGED {
        @Override
        public void strike(Scene scene) throws Exception {
            Path unused = scene.cluster().killJobManagerAndDamageNewestCheckpoint(scene.one(Scene.JOBS));
        }
    },
    /** Nothing of Flink can write more than some kilobytes into a file: neither state nor checkpoints nor logs. */
    DISK_FULL {
        @Override
        public void strike(Scene scene) throws Exception {
            limitFiles(scene, Integer.toString(FULL_BYTES));
            scene.pause(8_000, 20_000);
            // One that was started again meanwhile has no limit.
            limitFiles(scene, "unlimited");
        }
    },
    /** A file in the place of the directory, as when a network drive is not mounted. */
    CHECKPOINT_STORAGE_GONE {
        @Override
        public void strike(Scene scene) throws Exception {
            Path storage = scene.cluster().checkpoints(ConversationAnalyticsPipeline.JOB);
            Path away = storage.resolveSibling(storage.getFileName() + ".away");
            Files.move(storage, away);
            Files.createFile(storage);
            try {
                scene.pause(5_000, 15_000);
            } finally {
                Files.delete(storage);
                Files.move(away, storage);
            }
        }
    };

    private static final List<String> ALL = all();
    private static final int KILLS = 6;
    /** Less than the smallest of the files that a checkpoint of RocksDB consists of. */
    private static final int FULL_BYTES = 2_048;

    private static List<String> all() {
        List<String> all = new ArrayList<>(Scene.TASK_MANAGERS);
        all.add(Scene.JOB_MANAGER);
        return List.copyOf(all);
    }

    /** The soft limit only, which whoever owns the process may raise again. */
    private static void limitFiles(Scene scene, String bytes) throws IOException, InterruptedException {
        for (String name : ALL) {
            var process = scene.cluster().find(name);
            if (process.isPresent()) {
                int code = new ProcessBuilder(
                                "prlimit", "--pid", Long.toString(process.get().pid()), "--fsize=" + bytes + ":")
                        .inheritIO()
                        .start()
                        .waitFor();
                if (code != 0 && process.get().isAlive()) {
                    throw new IOException("prlimit could not limit " + name);
                }
            }
        }
    }
}
