package io.botflow.analytics.api.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets so many things be done at once, and the others wait in the order in which they came. */
final class Turns {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private boolean isGiving;

    Turns(int atOnce) {
        this.free = atOnce;
    }

    /** Does something when its turn comes; what it throws is a failure like others. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        waiting.add(() -> Future.succeededFuture().compose(begun -> work.get()).onComplete(result -> {
            free++;
            next();
            if (result.succeeded()) {
                done.tryComplete(result.result());
            } else {
                done.tryFail(result.cause());
            }
        }));
        next();
        return done.future();
    }

    private void next() {
        // Work that is done at once comes here again; were turns given there, a crowd would overflow the stack.
        if (isGiving) {
            return;
        }
        isGiving = true;
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            waiting.poll().run();
        }
        isGiving = false;
    }
}
