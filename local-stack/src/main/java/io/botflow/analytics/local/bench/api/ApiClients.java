package io.botflow.analytics.local.bench.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Clients that each ask again as soon as they have their answer, over connections that stay open (HTTP/1.1). All run on
 * one thread, so that they take as little as they can of the processors that they share with what they measure.
 */
final class ApiClients implements AutoCloseable {
    private static final int OK = 200;
    private static final int LIMIT_SECONDS = 600;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final HttpClient http;
    private final int port;
    private final int clients;

    /** @param port of the API on this machine */
    ApiClients(int port, int clients) {
        this.port = port;
        this.clients = clients;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(clients));
    }

    /** Asks for so many seconds, and takes note of every answer. */
    Answers ask(Endpoint endpoint, double seconds, long seed) throws TimeoutException {
        Answers answers = new Answers(seconds);
        long deadline = System.nanoTime() + Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(seed + i);
            Promise<Void> done = Promise.promise();
            all.add(done.future());
            context.runOnContext(started -> ask(endpoint, random, deadline, answers, done));
        }
        Future.all(all).await(LIMIT_SECONDS + Math.round(seconds), TimeUnit.SECONDS);
        return answers;
    }

    private void ask(Endpoint endpoint, Random random, long deadline, Answers answers, Promise<Void> done) {
        long start = System.nanoTime();
        if (start >= deadline) {
            done.complete();
            return;
        }
        Request request = endpoint.next(random);
        send(request)
                .compose(response -> response.body().map(body -> answer(response, body)))
                .onComplete(asked -> {
                    if (asked.failed()) {
                        answers.failed(request, asked.cause().toString());
                    } else if (asked.result().status() != OK) {
                        answers.failed(request, asked.result().text());
                    } else {
                        answers.received(
                                System.nanoTime() - start, asked.result().bytes());
                    }
                    ask(endpoint, random, deadline, answers, done);
                });
    }

    private Future<HttpClientResponse> send(Request request) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(request.path())
                .putHeader("Authorization", "Bearer " + request.token());
        return http.request(options).compose(opened -> opened.send());
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        return new Answer(response.statusCode(), body.length(), response.statusCode() == OK ? "" : body.toString());
    }

    /** Asks once, and returns what is answered. */
    String text(Request request) throws TimeoutException {
        return await(() -> send(request)
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != OK) {
                        throw new IllegalStateException(request.path() + ": " + body);
                    }
                    return body.toString();
                })));
    }

    /** Reads an answer of any length, of which nothing is kept. */
    void download(Request request, Consumer<Buffer> part) throws TimeoutException {
        await(() -> send(request).compose(response -> {
            if (response.statusCode() != OK) {
                return Future.failedFuture(
                        new IllegalStateException(request.path() + ": status " + response.statusCode()));
            }
            response.handler(part::accept);
            return response.end();
        }));
    }

    /** On any other thread the answer could have gone by before it is listened to. */
    private <T> T await(Supplier<Future<T>> asking) throws TimeoutException {
        Promise<T> asked = Promise.promise();
        context.runOnContext(started -> asking.get().onComplete(asked));
        return asked.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** An answer that has come. */
    private record Answer(int status, int bytes, String text) {}
}
