package io.botflow.analytics.local.server;

import java.io.IOException;

/** The signal that ends a server at once and in order. */
enum StopSignal {
    INT {
        @Override
        void send(Process process) throws InterruptedException {
            if (!process.isAlive()) {
                return;
            }
            try {
                // Java itself can only send TERM, on which PostgreSQL waits for its clients to leave.
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException noKill) {
                process.destroy();
            }
        }
    },
    TERM {
        @Override
        void send(Process process) {
            process.destroy();
        }
    };

    abstract void send(Process process) throws InterruptedException;
}
