package io.botflow.analytics.jobs.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "redis",
                "127.0.0.1:6379",
                "http://:s3cret@127.0.0.1:6379",
                "redis:127.0.0.1",
                "redis://",
                "redis:///1",
                "redis://:s3cret@:6379",
                "redis://:s3cret@my_host:6379",
                "redis://:s3cret@127.0.0.1:port",
                "redis://:s3cret@127.0.0.1:65536",
                "redis://:s3cret@127.0.0.1:0",
                "redis://:s3cret @127.0.0.1:6379",
                "redis://:s3cret%@127.0.0.1:6379",
                "redis://:s3cret^1@127.0.0.1:6379",
                "redis://s3cret@127.0.0.1:6379",
                "redis://:s3cret@127.0.0.1:6379/first",
                "redis://:s3cret@127.0.0.1:6379/-1",
            })
    void refusesWhatIsNoAddressWithoutSayingThePassword(String url) {
        assertThatThrownBy(() -> new RedisAddress(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://redis, redis:6379",
        "redis://127.0.0.1:7000, 127.0.0.1:7000",
        "redis://:s3cret@redis.internal:7000/3, redis.internal:7000",
        "rediss://user:s3cret@redis, redis:6379",
        "redis://[::1]:7000/, [::1]:7000",
    })
    void readsAsHostAndPortOnly(String url, String shown) {
        assertThat(new RedisAddress(url)).hasToString(shown);
    }

    @Test
    void goesWithTheJob() throws IOException, ClassNotFoundException {
        RedisAddress address = new RedisAddress("redis://:s3cret@redis:7000");

        assertThat(InstantiationUtil.clone(address)).hasToString("redis:7000").isNotSameAs(address);
    }
}
