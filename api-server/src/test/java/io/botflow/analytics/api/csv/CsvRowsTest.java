package io.botflow.analytics.api.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.api.access.PhoneMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final int ROUNDS = 2_000;
    private static final String[] PIECES = {
        "a",
        "Z",
        "7",
        " ",
        ",",
        "\"",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\b",
        "\f",
        "\u000b",
        "\\",
        "\\N",
        "\\.",
        "=",
        "+",
        "-",
        "@",
        "'",
        ".",
        "\u00e9",
        "\uff1d",
        "\u0664",
        "\ud83d\ude00",
        "\u2028",
        "N",
        "0",
        "42",
        "-1.5",
        "+49151",
    };

    @Test
    void writesTheHeader() throws IOException {
        CsvRows rows = new CsvRows(List.of(CsvColumn.plain("id"), CsvColumn.text("name")), true);
        rows.appendHeader();

        assertThat(drain(rows)).isEqualTo("id,name\r\n");
    }

    @Test
    void writesEachKind() throws IOException {
        List<CsvColumn> columns = List.of(
                CsvColumn.plain("number"),
                CsvColumn.time("time"),
                CsvColumn.bool("flag"),
                CsvColumn.text("text"),
                CsvColumn.phone("phone"));
        String row = "-5.25\t2026-03-02 10:00:00.1239+00\tt\tsay \"a, b\"\\nc\t+491512345678\n";
        String missing = "\\N\t\\N\t\\N\t\\N\t\\N\n";
        String empty = "0\t0001-01-01 00:00:00+00\tf\t\t\n";

        assertThat(copied(columns, true, row))
                .isEqualTo("-5.25,2026-03-02T10:00:00.123Z,true,\"say \"\"a, b\"\"\nc\",+491512345678\r\n");
        assertThat(copied(columns, true, missing)).isEqualTo(",,,,\r\n");
        assertThat(copied(columns, true, empty)).isEqualTo("0,0001-01-01T00:00:00.000Z,false,\"\",\"\"\r\n");
        assertThat(copied(columns, false, row)).endsWith(",**********678\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02 10:00:00+00,2026-03-02T10:00:00.000Z",
        "2026-03-02 10:00:00.1+00,2026-03-02T10:00:00.100Z",
        "2026-03-02 10:00:00.12+00,2026-03-02T10:00:00.120Z",
        "2026-03-02 10:00:00.123+00,2026-03-02T10:00:00.123Z",
        "9999-12-31 23:59:59.999999+00,9999-12-31T23:59:59.999Z",
    })
    void cutsTimesToMilliseconds(String copied, String time) throws IOException {
        assertThat(copied(List.of(CsvColumn.time("t")), true, copied + "\n")).isEqualTo(time + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02 10:00:00+01",
                "2026-03-02 10:00:00+05:30",
                "2026-03-02 10:00:00-00",
                "2026-03-02 10:00:00",
                "10000-03-02 10:00:00+00",
                "0044-03-15 10:00:00+00 BC",
                "infinity",
                "",
            })
    void refusesTimesThatItWouldMisread(String copied) {
        assertThatThrownBy(() -> copied(List.of(CsvColumn.time("t")), true, copied + "\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a time is not as PostgreSQL writes it in UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb\tc\n", "a\n", "a\tb", "", "\n", "a\tb\nc\td\n"})
    void refusesRowsOfOtherColumns(String row) {
        List<CsvColumn> columns = List.of(CsvColumn.plain("one"), CsvColumn.text("two"));

        assertThatThrownBy(() -> copied(columns, true, row)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new CsvRows(columns, true).append("a")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "=1+1,true",
        "@SUM(A1),true",
        "+1-1,true",
        "-cmd,true",
        "-,true",
        "+,true",
        "-1.,true",
        "-.5,true",
        "-1e5,true",
        "--1,true",
        "-1.5.2,true",
        "+49 151,true",
        "\\tx,true",
        "-1,false",
        "-1.50,false",
        "+1.5,false",
        "+491512345678,false",
        "a=1,false",
        "\uff1d1,false",
        "7,false",
    })
    void defusesFormulas(String text, boolean isDefused) throws IOException {
        String cell = (isDefused ? "'" : "") + text.replace("\\t", "\t");
        for (CsvColumn column : List.of(CsvColumn.text("c"), CsvColumn.phone("c"))) {
            assertThat(copied(List.of(column), true, text + "\n")).isEqualTo(cell + "\r\n");
        }
    }

    @Test
    void defusesWithinQuotes() throws IOException {
        assertThat(copied(List.of(CsvColumn.text("c")), true, "=A1,B1\n", "\\nx\n", "\\rx\n"))
                .isEqualTo("\"'=A1,B1\"\r\n\"'\nx\"\r\n\"'\rx\"\r\n");
    }

    /** Whatever is in a cell, a strict reader finds it again. */
    @Test
    void losesNothing() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<CsvColumn> columns =
                List.of(CsvColumn.text("a"), CsvColumn.plain("b"), CsvColumn.phone("c"), CsvColumn.text("d"));
        for (boolean seesPhones : new boolean[] {true, false}) {
            CsvRows fromCopy = new CsvRows(columns, seesPhones);
            CsvRows fromServer = new CsvRows(columns, seesPhones);
            List<List<String>> expected = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                String[] row = new String[columns.size()];
                List<String> shown = new ArrayList<>();
                for (int j = 0; j < row.length; j++) {
                    row[j] = value(random);
                    shown.add(shown(row[j], columns.get(j).kind(), seesPhones));
                }
                expected.add(shown);
                fromCopy.appendCopied(copyText(row));
                fromServer.append(row);
            }
            String text = drain(fromCopy);

            assertThat(StrictCsv.parse(text)).as("seed %d", seed).isEqualTo(expected);
            assertThat(drain(fromServer)).as("seed %d", seed).isEqualTo(text);
        }
    }

    private static String value(Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        int size = random.nextInt(200) == 0 ? 40_000 : random.nextInt(5);
        for (int i = 0; i < size; i++) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    private static String shown(String value, CsvColumn.Kind kind, boolean seesPhones) {
        if (value == null || kind == CsvColumn.Kind.PLAIN) {
            return value;
        }
        if (kind == CsvColumn.Kind.PHONE && !seesPhones) {
            return PhoneMask.mask(value);
        }
        boolean isNumber = value.matches("[+-][0-9]+(\\.[0-9]+)?");
        return value.matches("(?s)[=+\\-@\t\r\n].*") && !isNumber ? "'" + value : value;
    }

    /** As PostgreSQL writes a row. */
    private static byte[] copyText(String... row) {
        List<String> cells = new ArrayList<>();
        for (String value : row) {
            cells.add(
                    value == null
                            ? "\\N"
                            : value.replace("\\", "\\\\")
                                    .replace("\b", "\\b")
                                    .replace("\f", "\\f")
                                    .replace("\n", "\\n")
                                    .replace("\r", "\\r")
                                    .replace("\t", "\\t")
                                    .replace("\u000b", "\\v"));
        }
        return (String.join("\t", cells) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String copied(List<CsvColumn> columns, boolean seesPhones, String... rows) throws IOException {
        CsvRows csv = new CsvRows(columns, seesPhones);
        for (String row : rows) {
            csv.appendCopied(row.getBytes(StandardCharsets.UTF_8));
        }
        return drain(csv);
    }

    private static String drain(CsvRows rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rows.drainTo(out);
        assertThat(rows.length()).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
