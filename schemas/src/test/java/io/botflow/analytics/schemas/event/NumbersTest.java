package io.botflow.analytics.schemas.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static final int RANDOM_NUMBERS = 300_000;
    private static final long MAX = 1_000_000;

    @Test
    void readsRandomAmountsAsBigDecimalDoes() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("NumbersTest: " + RANDOM_NUMBERS + " amounts from -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        int inRange = 0;
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            String number = randomNumber(random);
            long expected = expectedNanos(number);
            if (nanos(number) != expected) {
                assertThat(nanos(number))
                        .as("%s, -Dbotflow.seed=%d", number, seed)
                        .isEqualTo(expected);
            }
            inRange += expected == Numbers.OUT_OF_RANGE ? 0 : 1;
        }
        assertThat(inRange).as("amounts in range").isBetween(RANDOM_NUMBERS / 10, RANDOM_NUMBERS * 9 / 10);
    }

    @Test
    void readsRandomIntegersAsBigIntegerDoes() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(70), random);
            String text = (random.nextInt(4) == 0 ? "-" : "") + number;
            long max = random.nextBoolean() ? Integer.MAX_VALUE : 86_400_000;
            boolean inRange = new BigInteger(text).signum() >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0;
            long expected = inRange ? number.longValueExact() : Numbers.OUT_OF_RANGE;
            if (integer(text, max) != expected) {
                assertThat(integer(text, max))
                        .as("%s, -Dbotflow.seed=%d", text, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0000000005, 1",
        "0.00000000049999999999999999999, 0",
        "0.0000000004e0, 0",
        "1e6, 1000000000000000",
        "1000000.000000000, 1000000000000000",
        "999999.9999999995, 1000000000000000",
        "0.001e9, 1000000000000000",
        "-0, 0",
        "-0.0e99999999999, 0",
        "1e-999999999999, 0",
        "0e999999999999, 0",
        "0.1, 100000000"
    })
    void roundsHalfUpAtTheNinthDecimal(String number, long nanos) {
        assertThat(nanos(number)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000000.0000000001", "1000001", "-0.0000000001", "-1e-400", "1e400", "1e2147483648", "1E7"})
    void refusesAmountsOutOfRange(String number) {
        assertThat(nanos(number)).isEqualTo(Numbers.OUT_OF_RANGE);
    }

    @Test
    void readsAmountsOfAThousandDigits() {
        assertThat(nanos("1." + "0".repeat(998) + "1")).isEqualTo(1_000_000_000);
        assertThat(nanos("0." + "0".repeat(900) + "5e891")).isEqualTo(1);
        assertThat(nanos("9".repeat(990) + "e-990")).isEqualTo(1_000_000_000);
        assertThat(nanos("9".repeat(1_000))).isEqualTo(Numbers.OUT_OF_RANGE);
    }

    private static long nanos(String number) {
        byte[] surrounded = ("9" + number + "9").getBytes(UTF_8);
        return Numbers.nanos(surrounded, 1, surrounded.length - 1, MAX);
    }

    private static long integer(String number, long max) {
        byte[] surrounded = ("9" + number + "9").getBytes(UTF_8);
        return Numbers.integer(surrounded, 1, surrounded.length - 1, max);
    }

    private static String randomNumber(Random random) {
        StringBuilder number = new StringBuilder(random.nextInt(8) == 0 ? "-" : "");
        number.append(
                switch (random.nextInt(5)) {
                    case 0 -> 0;
                    case 1 -> random.nextLong(0, Long.MAX_VALUE);
                    case 2 -> MAX - 1 + random.nextInt(3);
                    default -> random.nextInt(100);
                });
        if (random.nextInt(4) > 0) {
            number.append('.');
            for (int digits = 1 + random.nextInt(15); digits > 0; digits--) {
                number.append(random.nextInt(3) == 0 ? random.nextInt(10) : random.nextInt(2) * 9);
            }
        }
        if (random.nextInt(3) == 0) {
            number.append(random.nextBoolean() ? 'e' : 'E');
            number.append(new String[] {"", "+", "-"}[random.nextInt(3)]);
            number.append(random.nextInt(8) == 0 ? random.nextInt(500) : random.nextInt(16));
        }
        return number.toString();
    }

    private static long expectedNanos(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(MAX)) > 0) {
            return Numbers.OUT_OF_RANGE;
        }
        return number.setScale(9, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }
}
