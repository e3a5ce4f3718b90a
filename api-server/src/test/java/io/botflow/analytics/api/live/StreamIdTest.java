package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {
    private static final String LARGEST = "18446744073709551615-18446744073709551615";

    @ParameterizedTest
    @ValueSource(strings = {"0-0", "0-1", "1741946400123-0", "1741946400123-17", "9223372036854775808-0", LARGEST})
    void writesAnIdAsItWasRead(String text) {
        assertThat(StreamId.parse(text)).map(StreamId::toString).contains(text);
    }

    @Test
    void readsBothParts() {
        assertThat(StreamId.parse("1741946400123-17")).contains(new StreamId(1_741_946_400_123L, 17));
        assertThat(StreamId.parse("007-000000000000000000008")).isEmpty();
        assertThat(StreamId.parse("007-00000000000000000008")).contains(new StreamId(7, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "17",
                "1741946400123",
                "-",
                "1-",
                "-1",
                "1--1",
                "+1-1",
                "1-+1",
                "1-1-1",
                "1-*",
                "$",
                "a-1",
                " 1-1",
                "1-1\n",
                "1_1",
                "1.5-0",
                "0x1-0",
                "1\u00002-0",
                "\u0661-\u0661",
                "18446744073709551616-0",
                "0-18446744073709551616",
                "99999999999999999999-0",
                "100000000000000000000-0"
            })
    void refusesWhatIsNoId(String text) {
        assertThat(StreamId.parse(text)).isEmpty();
    }

    @Test
    void ordersAsRedisDoes() {
        List<StreamId> rising = List.of(
                StreamId.ZERO,
                id("0-1"),
                id("0-9223372036854775808"),
                id("0-18446744073709551615"),
                id("1-0"),
                id("2-10"),
                id("10-2"),
                id("9223372036854775807-18446744073709551615"),
                id("9223372036854775808-0"),
                id(LARGEST));

        assertThat(rising).isSorted();
        for (int i = 1; i < rising.size(); i++) {
            assertThat(rising.get(i).isAfter(rising.get(i - 1))).isTrue();
            assertThat(rising.get(i - 1).isAfter(rising.get(i))).isFalse();
            assertThat(rising.get(i).isAfter(rising.get(i))).isFalse();
        }
    }

    @Test
    void ordersAnyIdsByTheirNumbers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<StreamId> ids = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ids.add(new StreamId(anyLong(random), anyLong(random)));
        }
        List<StreamId> expected = new ArrayList<>(ids);
        expected.sort(Comparator.comparing((StreamId id) -> number(id, 0)).thenComparing(id -> number(id, 1)));

        Collections.sort(ids);

        assertThat(ids).as("seed %d", seed).isEqualTo(expected);
        assertThat(ids)
                .as("seed %d", seed)
                .allSatisfy(id -> assertThat(StreamId.parse(id.toString())).contains(id));
    }

    /** Of any size, and often the same as another. */
    private static long anyLong(Random random) {
        return random.nextBoolean() ? random.nextLong() >>> random.nextInt(64) : random.nextInt(-3, 3);
    }

    private static BigInteger number(StreamId id, int part) {
        return new BigInteger(id.toString().split("-", -1)[part]);
    }

    private static StreamId id(String text) {
        return StreamId.parse(text).orElseThrow();
    }
}
