package io.botflow.analytics.jobs.conversation.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.botflow.analytics.schemas.event.Hash64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctUsersTest {
    private static final int SEEDS = 5;

    private final long seed = Long.getLong("botflow.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 1_000, 9_999, 10_000})
    void isExactUpToTenThousand(int count) {
        DistinctUsers users = new DistinctUsers();
        List<Long> hashes = hashes(count, random.nextInt());
        hashes.forEach(users::add);
        Collections.shuffle(hashes, random);
        hashes.forEach(users::add);

        assertThat(users.count()).isEqualTo(count);
        assertThat(users.isEmpty()).isEqualTo(count == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_001, 12_000, 30_000, 100_000, 300_000, 1_000_000})
    void staysWithinTwoPercentBeyond(int count) {
        System.out.println("DistinctUsersTest: " + SEEDS + " sets of " + count + " from -Dbotflow.seed=" + seed);
        for (int set = 0; set < SEEDS; set++) {
            DistinctUsers users = new DistinctUsers();
            hashes(count, random.nextInt()).forEach(users::add);

            assertThat(users.count()).as("-Dbotflow.seed=%d", seed).isCloseTo(count, withinPercentage(2.0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 9_999, 10_000, 10_001, 15_000, 60_000})
    void isTheSameForAnyOrderAndGroupingOfMerges(int count) throws IOException {
        List<Long> hashes = hashes(count, random.nextInt());
        DistinctUsers whole = new DistinctUsers();
        hashes.forEach(whole::add);
        for (int set = 0; set < SEEDS; set++) {
            Collections.shuffle(hashes, random);
            List<DistinctUsers> parts = new ArrayList<>();
            for (int from = 0; from < count; ) {
                int to = Math.min(count, from + 1 + random.nextInt(count));
                DistinctUsers part = new DistinctUsers();
                hashes.subList(Math.max(0, from - count / 10), to).forEach(part::add);
                parts.add(random.nextBoolean() ? part : reread(part));
                from = to;
            }
            while (parts.size() > 1) {
                Collections.shuffle(parts, random);
                parts.get(0).addAll(parts.remove(1));
            }
            DistinctUsers merged = parts.get(0);

            assertThat(merged.count()).as("-Dbotflow.seed=%d", seed).isEqualTo(whole.count());
            assertThat(withoutHistory(merged)).as("-Dbotflow.seed=%d", seed).isEqualTo(withoutHistory(whole));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10_000, 10_001, 50_000})
    void goesOnAfterItsBytesWereReadAsIfNothingHadBeen(int count) throws IOException {
        List<Long> hashes = hashes(count, 1);
        DistinctUsers users = new DistinctUsers();
        hashes.forEach(users::add);
        DistinctUsers read = reread(users);
        assertThat(read.count()).isEqualTo(users.count());

        for (long hash : hashes(20_000, 2)) {
            users.add(hash);
            read.add(hash);
        }
        assertThat(read.count()).isEqualTo(users.count());
    }

    @Test
    void leavesTheOriginalOfACopyAlone() {
        for (int count : new int[] {10, 20_000}) {
            DistinctUsers users = new DistinctUsers();
            hashes(count, 1).forEach(users::add);
            long before = users.count();
            DistinctUsers copy = users.copy();

            hashes(30_000, 2).forEach(copy::add);

            assertThat(users.count()).isEqualTo(before);
            assertThat(copy.count()).isGreaterThan(before);
        }
    }

    /** Hashes of phones that count up, as real ones do. */
    private static List<Long> hashes(int count, int prefix) {
        List<Long> hashes = new ArrayList<>(count);
        IntStream.range(0, count).forEach(i -> hashes.add(Hash64.of("+" + (prefix & 0xffff) + "82" + i)));
        return hashes;
    }

    private static DistinctUsers reread(DistinctUsers users) throws IOException {
        return DistinctUsers.read(new DataInputStream(new ByteArrayInputStream(bytesOf(users))));
    }

    /**
     * The bytes without those in which an estimate remembers the order that users came in, and which the count leaves
     * alone: bit 4 of the flags and the accumulator behind the sketch's eight bytes of preamble.
     */
    private static byte[] withoutHistory(DistinctUsers users) throws IOException {
        byte[] bytes = bytesOf(users);
        boolean isEstimate = bytes[0] == 1;
        if (isEstimate) {
            int sketch = 4;
            bytes[sketch + 5] &= ~0x10;
            Arrays.fill(bytes, sketch + 8, sketch + 16, (byte) 0);
        }
        return bytes;
    }

    private static byte[] bytesOf(DistinctUsers users) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        users.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
