package io.botflow.analytics.local;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Sends thousands of requests, several at a time, just as they are written. */
final class ManyRequests implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final long LIMIT_SECONDS = 300;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final int port;
    private final int atOnce;

    /** @param atOnce how many wait for their answers at a time */
    ManyRequests(int port, int atOnce) {
        this.port = port;
        this.atOnce = atOnce;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setDecompressionSupported(true).setMaxInitialLineLength(65_536),
                new PoolOptions().setHttp1MaxSize(atOnce).setMaxWaitQueueSize(-1));
    }

    /**
     * One request.
     *
     * @param uri path and parameters, already encoded
     * @param abort when the client goes away; null if it waits for the answer
     */
    record Request(HttpMethod method, String uri, Map<String, String> headers, Duration abort) {
        static Request get(String uri, String token) {
            return new Request(HttpMethod.GET, uri, Map.of("Authorization", "Bearer " + token), null);
        }
    }

    /** What came; {@code status} is 0 if the client went away before. */
    record Answer(int status, MultiMap headers, String body) {
        private static final Answer NONE = new Answer(0, MultiMap.caseInsensitiveMultiMap(), "");

        boolean isAborted() {
            return status == 0;
        }

        /** All of it. */
        String text() {
            return status + " " + headers.entries() + " " + body;
        }
    }

    /** Sends all of them, and hands each answer over on one thread. Ends when all are answered. */
    void send(Iterator<Request> requests, BiConsumer<Request, Answer> answered) throws TimeoutException {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(started -> {
            AtomicInteger running = new AtomicInteger(atOnce);
            for (int i = 0; i < atOnce; i++) {
                next(requests, answered, running, done);
            }
        });
        done.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void next(
            Iterator<Request> requests,
            BiConsumer<Request, Answer> answered,
            AtomicInteger running,
            Promise<Void> done) {
        if (done.future().isComplete() || !requests.hasNext()) {
            if (running.decrementAndGet() == 0) {
                done.tryComplete();
            }
            return;
        }
        Request request = requests.next();
        send(request)
                .map(answer -> {
                    answered.accept(request, answer);
                    return answer;
                })
                .onSuccess(answer -> next(requests, answered, running, done))
                .onFailure(e -> done.tryFail(new AssertionError(request.uri(), e)));
    }

    private Future<Answer> send(Request request) {
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(request.uri());
        request.headers().forEach(options::putHeader);
        return http.request(options)
                .compose(sending -> {
                    if (request.abort() != null) {
                        vertx.setTimer(Math.max(1, request.abort().toMillis()), late -> sending.reset());
                    }
                    return sending.send();
                })
                .compose(response -> response.body()
                        .map(body -> new Answer(response.statusCode(), response.headers(), body.toString())))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(e -> request.abort() != null && e instanceof StreamResetException
                        ? Future.succeededFuture(Answer.NONE)
                        : Future.failedFuture(e));
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
