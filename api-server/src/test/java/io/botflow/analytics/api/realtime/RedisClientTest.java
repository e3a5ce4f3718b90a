package io.botflow.analytics.api.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisClientTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsNothingToAServerThatTheCertificateDoesNotProve() throws Exception {
        AtomicInteger sessions = new AtomicInteger();
        NetServer server = vertx.createNetServer(new NetServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keyStore().toString()).setPassword(PASSWORD)))
                .connectHandler(opened -> sessions.incrementAndGet())
                .exceptionHandler(refused -> {});
        int port = server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
        RedisClient client = RedisClient.create(vertx, "rediss://127.0.0.1:" + port);

        assertThatThrownBy(() -> client.check().await(10, TimeUnit.SECONDS))
                .hasMessage("Redis does not answer")
                .hasRootCauseMessage("unable to find valid certification path to requested target")
                .cause()
                .isInstanceOf(SSLHandshakeException.class);
        assertThat(sessions).hasValue(0);
    }

    /** With a certificate that nobody trusts. */
    private static Path keyStore() throws Exception {
        Path file = directory.resolve("redis.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }
}
