package io.botflow.analytics.jobs.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableComparisonTest {
    private static final Map<String, String> ROW = row("7", "1000..1200", "0.500000");

    private static Map<String, String> row(String messages, String p50, String cost) {
        Map<String, String> row = new HashMap<>();
        row.put("bot_id", "b");
        row.put("total_messages", messages);
        row.put("p50_response_time_ms", p50);
        row.put("total_cost_usd", cost);
        return row;
    }

    private static List<String> compare(List<Map<String, String>> wanted, List<Map<String, String>> found) {
        var expected = new ExpectedTable("days", List.of("bot_id"), Set.of(), wanted);
        return TableComparison.differences(expected, found).stream()
                .map(TableComparison.Difference::toString)
                .toList();
    }

    @Test
    void admitsASketchsPercentileAndAnotherSpellingOfANumber() {
        assertThat(compare(List.of(ROW), List.of(row("7", "989", "0.5")))).isEmpty();
        assertThat(compare(List.of(ROW), List.of(row("7", "1213", "0.500000")))).isEmpty();
    }

    @Test
    void namesEveryCellThatDiffers() {
        assertThat(compare(List.of(ROW), List.of(row("8", "988", ""))))
                .containsExactlyInAnyOrder(
                        "days (bot_id=b) total_messages: expected 7, actual 8",
                        "days (bot_id=b) p50_response_time_ms: expected 1000..1200, actual 988",
                        "days (bot_id=b) total_cost_usd: expected 0.500000, actual ");
    }

    @Test
    void namesMissingExtraAndRepeatedRows() {
        assertThat(compare(List.of(ROW), List.of()))
                .containsExactly("days (bot_id=b) row: expected present, actual missing");
        assertThat(compare(List.of(), List.of(ROW))).singleElement().asString().contains("(bot_id=b) row");
        Map<String, String> extra = new HashMap<>(ROW);
        extra.put("bot_id", "c");
        assertThat(compare(List.of(ROW), List.of(ROW, extra)))
                .singleElement()
                .asString()
                .contains("(bot_id=c) row");
        assertThat(compare(List.of(ROW), List.of(ROW, ROW)))
                .singleElement()
                .asString()
                .contains("repeated");
    }

    @Test
    void ignoresRowsWithoutAnyFigure() {
        Map<String, String> empty = row("0", null, "0.000000");
        empty.put("bot_id", "c");

        assertThat(compare(List.of(ROW, empty), List.of(ROW))).isEmpty();
        assertThat(compare(List.of(ROW), List.of(ROW, empty))).isEmpty();
    }

    @Test
    void missesAColumnUnlessItIsOptional() {
        Map<String, String> without = new HashMap<>(ROW);
        without.remove("total_cost_usd");
        var optional = new ExpectedTable("days", List.of("bot_id"), Set.of("total_cost_usd"), List.of(ROW));

        assertThat(compare(List.of(ROW), List.of(without)))
                .singleElement()
                .asString()
                .contains("no such column");
        assertThat(TableComparison.differences(optional, List.of(without))).isEmpty();
    }

    @Test
    void readsCsvWithQuotesIntervalsAndEmptyCells(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("messages.csv"),
                "organization_id,conversation_id,event_id,text,outcome\r\no,c,e,\"a \"\"b\"\",\nc\",\r\n");

        ExpectedTable table = ExpectedTables.read(directory).table(ExpectedTables.MESSAGES);

        assertThat(table.rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("text", "a \"b\",\nc").containsEntry("outcome", null));
    }
}
