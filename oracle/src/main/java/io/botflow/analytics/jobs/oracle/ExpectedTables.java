package io.botflow.analytics.jobs.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The expected rows of several tables, from a recomputation or from CSV files. */
public final class ExpectedTables {
    public static final String CONVERSATIONS = "conversation_metrics";
    public static final String BOT_DAYS = "bot_performance_metrics";
    public static final String USAGE = "usage_analytics";
    public static final String MESSAGES = "messages";
    public static final String MINUTES = "bot_metrics_1m";
    public static final String QUARTER_HOURS = "bot_metrics_15m";
    public static final String RESPONSE_TIMES_HOURLY = "response_times_hourly";

    private static final List<String> BUCKET_KEY = List.of("organization_id", "bot_id", "bucket_start");
    private static final Map<String, List<String>> KEYS = Map.of(
            CONVERSATIONS, List.of("organization_id", "conversation_id"),
            BOT_DAYS, List.of("organization_id", "bot_id", "date"),
            USAGE, List.of("organization_id", "hour"),
            MESSAGES, List.of("organization_id", "conversation_id", "event_id"),
            MINUTES, BUCKET_KEY,
            QUARTER_HOURS, BUCKET_KEY,
            RESPONSE_TIMES_HOURLY, List.of("organization_id", "bot_id", "hour"));

    private final Map<String, ExpectedTable> tables = new LinkedHashMap<>();

    private ExpectedTables() {}

    /** The tables as the recomputation gives them, with every counter that it knows. */
    public static ExpectedTables of(Tables computed) {
        var expected = new ExpectedTables();
        expected.put(
                CONVERSATIONS,
                Set.of(),
                computed.conversations().values().stream()
                        .map(RowText::conversation)
                        .toList());
        expected.put(BOT_DAYS, Set.of(), rows(computed.botDays(), RowText::botDay));
        expected.put(
                USAGE,
                Set.of(),
                computed.usage().values().stream().map(RowText::usage).toList());
        expected.put(
                MESSAGES,
                Set.of(),
                computed.messages().stream().map(RowText::message).toList());
        expected.put(MINUTES, RowText.SKETCH_ANSWERS, rows(computed.minutes(), RowText::bucket));
        expected.put(QUARTER_HOURS, RowText.SKETCH_ANSWERS, rows(computed.quarterHours(), RowText::bucket));
        expected.put(RESPONSE_TIMES_HOURLY, Set.of(), rows(computed.hours(), RowText::responseTimesHourly));
        return expected;
    }

    /** Reads every known {@code TABLE.csv} of the directory. */
    public static ExpectedTables read(Path directory) throws IOException {
        var expected = new ExpectedTables();
        for (String name : KEYS.keySet()) {
            Path file = directory.resolve(name + ".csv");
            if (Files.exists(file)) {
                expected.put(name, Set.of(), CsvRows.parse(Files.readString(file)));
            }
        }
        return expected;
    }

    private void put(String name, Set<String> optional, List<Map<String, String>> rows) {
        tables.put(name, new ExpectedTable(name, KEYS.get(name), optional, rows));
    }

    private static <K> List<Map<String, String>> rows(
            Map<K, BotFigures> figures, BiFunction<K, BotFigures, Map<String, String>> text) {
        List<Map<String, String>> rows = new ArrayList<>();
        figures.forEach((key, value) -> rows.add(text.apply(key, value)));
        return rows;
    }

    /** The names of the tables held. */
    public Collection<String> names() {
        return tables.keySet();
    }

    /** The table of that name. */
    public ExpectedTable table(String name) {
        ExpectedTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no expected table " + name);
        }
        return table;
    }
}
