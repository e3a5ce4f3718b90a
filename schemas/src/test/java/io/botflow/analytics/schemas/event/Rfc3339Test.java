package io.botflow.analytics.schemas.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private static final int RANDOM_TIMES = 300_000;
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    @Test
    void readsEveryDayOfTenThousandYearsAsTheJdkDoes() {
        for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() < 10_000; day = day.plusDays(1)) {
            long millis = day.toEpochDay() * 86_400_000L;
            if (epochMillis(day + "T00:00:00Z") != millis) {
                assertThat(epochMillis(day + "T00:00:00Z")).as("%s", day).isEqualTo(millis);
            }
        }
    }

    @Test
    void readsRandomTimesAsTheJdkDoes() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("Rfc3339Test: " + RANDOM_TIMES + " times from -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        int valid = 0;
        for (int i = 0; i < RANDOM_TIMES; i++) {
            String time = randomTime(random);
            long expected = expected(time);
            if (epochMillis(time) != expected) {
                assertThat(epochMillis(time))
                        .as("%s, -Dbotflow.seed=%d", time, seed)
                        .isEqualTo(expected);
            }
            valid += expected == Rfc3339.INVALID ? 0 : 1;
        }
        assertThat(valid).as("valid ones among them").isBetween(RANDOM_TIMES / 10, RANDOM_TIMES * 9 / 10);
    }

    @Test
    void neverThrowsForBytesOfAnyKind() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] valid = "2026-03-01T10:00:00.123456789+05:30".getBytes(UTF_8);
        for (int i = 0; i < RANDOM_TIMES; i++) {
            byte[] bytes = valid.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int to = random.nextInt(bytes.length + 1);
            long millis = Rfc3339.epochMillis(bytes, 0, to);
            if (millis != Rfc3339.INVALID) {
                assertThat(expected(new String(bytes, 0, to, UTF_8)))
                        .as("-Dbotflow.seed=%d", seed)
                        .isEqualTo(millis);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, -62135596800000",
        "9999-12-31T23:59:59.999999999Z, 253402300799999",
        "1969-12-31T23:59:59.9999Z, -1",
        "2026-03-01T10:00:00.1Z, 1772359200100",
        "2026-03-01T10:00:00.001999999Z, 1772359200001",
        "2026-03-02T04:00:00+18:00, 1772359200000",
        "2026-02-28T16:00:00-18:00, 1772359200000",
        "2026-03-01T10:00:00-00:00, 1772359200000"
    })
    void cutsAndShiftsToUtc(String time, long millis) {
        assertThat(epochMillis(time)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2026-03-01T10:00:00+18:01",
                "2026-03-01T10:00:60Z",
                "2026-03-01T10:00:00.Z",
                "2026-03-01T10:00:00.1234567890Z",
                "2026-03-01t10:00:00Z",
                "2026-03-01T10:00:00z",
                "2026-03-01T10:00:00",
                "2026-03-01T10:00:00Z ",
                "2026-03-01T24:00:00Z",
                "2026-03-01T10:00Z",
                ""
            })
    void refusesWhatTheContractRulesOut(String time) {
        assertThat(epochMillis(time)).isEqualTo(Rfc3339.INVALID);
    }

    private static long epochMillis(String time) {
        byte[] surrounded = ("9" + time + "9").getBytes(UTF_8);
        return Rfc3339.epochMillis(surrounded, 1, surrounded.length - 1);
    }

    private static String randomTime(Random random) {
        int digits = random.nextInt(12);
        String decimals = digits == 11
                ? ""
                : "." + "%010d".formatted(random.nextLong(10_000_000_000L)).substring(0, Math.min(10, digits));
        String zone = random.nextBoolean()
                ? "Z"
                : "%s%02d:%02d".formatted(random.nextBoolean() ? "+" : "-", random.nextInt(20), random.nextInt(61));
        return "%04d-%02d-%02dT%02d:%02d:%02d"
                        .formatted(
                                random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(10_000),
                                random.nextInt(14),
                                random.nextInt(33),
                                random.nextInt(25),
                                random.nextInt(61),
                                random.nextInt(61))
                + decimals
                + zone;
    }

    /** By the JDK's own parser for the local part and the contract's limits for the rest. */
    private static long expected(String time) {
        if (!time.matches(
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")) {
            return Rfc3339.INVALID;
        }
        try {
            STRICT.parse(time.substring(0, 19));
            OffsetDateTime parsed = OffsetDateTime.parse(time);
            int year = parsed.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            boolean inRange = parsed.getYear() >= 1 && year >= 1 && year <= 9999;
            return inRange ? parsed.toInstant().toEpochMilli() : Rfc3339.INVALID;
        } catch (DateTimeParseException e) {
            return Rfc3339.INVALID;
        } catch (DateTimeException e) {
            throw new AssertionError(time, e);
        }
    }
}
