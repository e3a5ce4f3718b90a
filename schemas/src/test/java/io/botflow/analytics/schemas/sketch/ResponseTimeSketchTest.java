package io.botflow.analytics.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTimeSketchTest {
    private static final int SETS = 300;
    private static final int GARBAGE = 100_000;

    private enum Distribution {
        UNIFORM(random -> random.nextInt(ResponseTimeSketch.MAX_MILLIS + 1)),
        UNIFORM_AND_SHORT(random -> random.nextInt(3_000)),
        LOG_NORMAL(random ->
                (int) Math.min(ResponseTimeSketch.MAX_MILLIS, 800 * Math.exp(1.5 * random.nextGaussian()))),
        CONSTANT(random -> 86_399_999),
        EXTREMES(random -> random.nextBoolean() ? 0 : ResponseTimeSketch.MAX_MILLIS),
        AT_BUCKET_EDGES(random -> Math.min(
                ResponseTimeSketch.MAX_MILLIS, Math.max(0, (1 << random.nextInt(27)) + random.nextInt(3) - 1)));

        private final ToIntFunction<Random> value;

        Distribution(ToIntFunction<Random> value) {
            this.value = value;
        }

        int[] values(int count, Random random) {
            return IntStream.generate(() -> value.applyAsInt(random))
                    .limit(count)
                    .toArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinOnePerCentOfTheOrderStatisticsAroundTheRank(Distribution distribution) {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("ResponseTimeSketchTest: " + SETS + " sets from -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        for (int set = 0; set < SETS; set++) {
            int[] values = distribution.values(set < 20 ? set + 1 : 1 + random.nextInt(5_000), random);
            ResponseTimeSketch sketch = sketchOf(values);

            Arrays.sort(values);
            for (int hundredths : new int[] {0, 1, 25, 50, 90, 95, 99, 100}) {
                long k = (long) hundredths * (values.length - 1);
                int below = values[(int) (k / 100)];
                int above = values[(int) Math.min(values.length - 1, k / 100 + 1)];
                assertThat((double) sketch.percentile(hundredths))
                        .as("p%d of %d values, -Dbotflow.seed=%d", hundredths, values.length, seed)
                        .isBetween(below * 0.99 - 0.5, above * 1.01 + 0.5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWithoutWhatIsSubtractedAsIfItHadNeverBeen(Distribution distribution) {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int set = 0; set < SETS; set++) {
            ResponseTimeSketch kept = sketchOf(distribution.values(random.nextInt(300), random));
            ResponseTimeSketch leaving = sketchOf(distribution.values(random.nextInt(300), random));
            ResponseTimeSketch total = kept.copy();
            total.merge(leaving);

            total.subtract(leaving);

            assertThat(total).as("-Dbotflow.seed=%d", seed).isEqualTo(kept);
            assertThat(total.toBytes()).isEqualTo(kept.toBytes());
            assertThat(total.count()).isEqualTo(kept.count());
            total.add(7);
            kept.add(7);
            assertThat(total).isEqualTo(kept);
        }
    }

    @Test
    void refusesToSubtractMoreThanWasTakenIn() {
        ResponseTimeSketch sketch = sketchOf(new int[] {5, 5, 900});

        assertThatIllegalArgumentException().isThrownBy(() -> sketch.subtract(sketchOf(new int[] {5, 6})));
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.subtract(sketchOf(new int[] {900, 900})));
        assertThat(sketch).isEqualTo(sketchOf(new int[] {5, 5, 900}));
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameForAnyOrderAndGroupingOfMerges(Distribution distribution) {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int set = 0; set < SETS; set++) {
            int[] values = distribution.values(1 + random.nextInt(500), random);
            ResponseTimeSketch whole = sketchOf(values);

            List<ResponseTimeSketch> parts = new ArrayList<>();
            int from = 0;
            while (from < values.length) {
                int to = Math.min(values.length, from + 1 + random.nextInt(100));
                parts.add(sketchOf(Arrays.copyOfRange(values, from, to)));
                parts.add(new ResponseTimeSketch());
                from = to;
            }
            while (parts.size() > 1) {
                Collections.shuffle(parts, random);
                parts.get(0).merge(parts.remove(1));
            }

            ResponseTimeSketch merged = parts.get(0);
            assertThat(merged).as("-Dbotflow.seed=%d", seed).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(merged.toBytes()).isEqualTo(whole.toBytes());
            assertThat(merged.count()).isEqualTo(values.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesBackFromItsBytes(Distribution distribution) {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int set = 0; set < SETS; set++) {
            ResponseTimeSketch sketch = sketchOf(distribution.values(random.nextInt(3_000), random));

            ResponseTimeSketch read = ResponseTimeSketch.fromBytes(sketch.toBytes());

            assertThat(read).as("-Dbotflow.seed=%d", seed).isEqualTo(sketch);
            assertThat(read.count()).isEqualTo(sketch.count());
            read.add(5);
            assertThat(read).isNotEqualTo(sketch);
        }
    }

    @Test
    void takesAMergeWithItselfAsTwice() {
        ResponseTimeSketch sketch = sketchOf(1, 2, 3_000);

        sketch.merge(sketch);

        assertThat(sketch).isEqualTo(sketchOf(1, 1, 2, 2, 3_000, 3_000));
        assertThat(sketch.count()).isEqualTo(6);
    }

    @Test
    void leavesTheOriginalOfACopyAlone() {
        ResponseTimeSketch original = sketchOf(1, 500);
        ResponseTimeSketch copy = original.copy();

        copy.add(7);
        copy.add(500);

        assertThat(original).isEqualTo(sketchOf(1, 500));
        assertThat(copy).isEqualTo(sketchOf(1, 7, 500, 500));
    }

    @Test
    void isExactBelow256Milliseconds() {
        ResponseTimeSketch sketch = sketchOf(100, 201);

        assertThat(sketch.percentile(50)).isEqualTo(151);
        assertThat((double) sketch.percentile(95)).isEqualTo(195.95, within(0.5));
    }

    @Test
    void refusesValuesThatAreNoResponseTimes() {
        ResponseTimeSketch sketch = new ResponseTimeSketch();

        assertThatIllegalArgumentException().isThrownBy(() -> sketch.add(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.add(ResponseTimeSketch.MAX_MILLIS + 1));
        assertThatIllegalStateException().isThrownBy(() -> sketch.percentile(50));
        assertThat(sketch.isEmpty()).isTrue();
    }

    /** In hexadecimal: format, number of buckets, then per bucket the step from the last one and a count. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0200",
                "01",
                "0101",
                "010105",
                "01020501",
                // more buckets than bytes could hold
                "01ffffffff07",
                "01ffffffffffffffffff01",
                "01ffffffffffffffffffff01",
                // a bucket beyond the largest response time
                "0101ffff0301",
                "0101ffffffffffffffffff0101",
                // the same bucket twice
                "010205010001",
                // counts of zero and below it, and a sum beyond any count
                "01010500",
                "010105ffffffffffffffffff01",
                "010205ffffffffffffffff7f01ffffffffffffffff7f",
                // more than the sketch
                "0101050100"
            })
    void refusesBytesThatAreNoSketch(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatIllegalArgumentException().isThrownBy(() -> ResponseTimeSketch.fromBytes(bytes));
    }

    @Test
    void readsRandomBytesAsASketchOrRefusesThem() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("ResponseTimeSketchTest: " + GARBAGE + " times garbage from -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < GARBAGE; i++) {
            byte[] bytes = sketchOf(Distribution.LOG_NORMAL.values(random.nextInt(20), random))
                    .toBytes();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 2));
            try {
                ResponseTimeSketch read = ResponseTimeSketch.fromBytes(cut);
                if (!read.isEmpty()) {
                    assertThat(read.percentile(99)).isBetween(0L, (long) (ResponseTimeSketch.MAX_MILLIS * 1.01));
                }
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(GARBAGE / 2);
    }

    private static ResponseTimeSketch sketchOf(int... values) {
        ResponseTimeSketch sketch = new ResponseTimeSketch();
        for (int value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    @Test
    void mergesAnyNumberAtOnceAsOneByOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<byte[]> stored = new ArrayList<>();
            ResponseTimeSketch expected = new ResponseTimeSketch();
            int sketches = random.nextInt(30);
            for (int i = 0; i < sketches; i++) {
                ResponseTimeSketch one = new ResponseTimeSketch();
                int values = random.nextInt(40);
                for (int j = 0; j < values; j++) {
                    one.add((int) (Math.pow(random.nextDouble(), 6) * ResponseTimeSketch.MAX_MILLIS));
                }
                stored.add(one.toBytes());
                expected.merge(one);
            }

            assertThat(ResponseTimeSketch.merged(stored)).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
