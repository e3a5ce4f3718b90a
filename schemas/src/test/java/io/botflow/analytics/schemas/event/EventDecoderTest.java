package io.botflow.analytics.schemas.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder says of each example what the example's folder says, and of any bytes something. */
class EventDecoderTest {
    private static final long FAR_FUTURE = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    private static final int FUZZED = 200_000;
    private static final String PLAIN_MESSAGE = "{\"event_id\":\"00000000-0000-0000-0000-000000000001\","
            + "\"event_type\":\"message_received\",\"occurred_at\":\"2026-03-01T10:00:00.000Z\","
            + "\"organization_id\":\"00000000-0000-0000-0000-00000000000A\","
            + "\"bot_id\":\"00000000-0000-0000-0000-00000000000b\","
            + "\"conversation_id\":\"00000000-0000-0000-0000-00000000000c\","
            + "\"customer_phone\":\"+27820000001\",\"text\":\"hi\"%s}";
    private static final long PLAIN_MESSAGE_AT =
            Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final Set<String> FIELDS =
            Stream.of(Field.values()).map(Field::wireName).collect(Collectors.toSet());
    /** How the examples' names begin, the longer before the shorter, and which field that means. */
    private static final Map<String, String> FIELD_BY_NAME = new LinkedHashMap<>();

    static {
        for (String field : FIELDS) {
            FIELD_BY_NAME.put(field.replace('_', '-'), field);
        }
        FIELD_BY_NAME.put("phone", "customer_phone");
        FIELD_BY_NAME.put("cost", "cost_usd");
        FIELD_BY_NAME.put("tokens", "tokens_used");
        FIELD_BY_NAME.put("response-time", "response_time_ms");
    }

    private static final ObjectMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(EventDecoder.MAX_RECORD_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final EventDecoder decoder = new EventDecoder(true);

    @ParameterizedTest
    @MethodSource("validExamples")
    void decodesEveryValidExample(Example example) throws IOException {
        Decoded decoded = decoder.decode(example.bytes(), FAR_FUTURE);

        assertThat(decoded.fault()).isNull();
        assertThat(decoded.event()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("validExamples")
    void leavesOutNothingButTheTextsWhenToldTo(Example example) throws IOException {
        BotEvent with = decoder.decode(example.bytes(), FAR_FUTURE).event();
        BotEvent without =
                new EventDecoder(false).decode(example.bytes(), FAR_FUTURE).event();

        assertThat(without).usingRecursiveComparison().ignoringFields("text").isEqualTo(with);
        assertThat(without.text()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultReason.class,
            names = {"NOT_JSON", "MISSING_FIELD", "BAD_VALUE", "UNKNOWN_EVENT_TYPE"})
    void namesTheReasonOfEveryInvalidExample(FaultReason reason) throws Exception {
        List<Example> examples = examples("invalid/" + reason.wireName());

        assertThat(examples).hasSizeGreaterThan(5).allSatisfy(example -> {
            Decoded decoded = decoder.decode(example.bytes(), FAR_FUTURE);
            assertThat(decoded.event()).isNull();
            assertThat(decoded.fault().reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @MethodSource("examplesWithAFaultyField")
    void namesTheFieldOfEveryFault(Example example) throws IOException {
        Fault fault = decoder.decode(example.bytes(), FAR_FUTURE).fault();

        assertThat(fault.detail()).isIn(FIELDS);
        String field = example.field();
        if (field != null) {
            assertThat(fault.detail()).isEqualTo(field);
        }
    }

    @Test
    void readsEveryFieldOfAnAnswer() {
        String json = PLAIN_MESSAGE
                .formatted(",\"response_time_ms\":1200,\"outcome\":\"fallback\",\"tokens_used\":12,"
                        + "\"cost_usd\":1.25e-3,\"knowledge_base\":\"miss\"")
                .replace("message_received", "message_sent");

        BotEvent event = decoder.decode(json.getBytes(UTF_8), PLAIN_MESSAGE_AT).event();

        assertThat(event)
                .isEqualTo(new BotEvent(
                        EventType.MESSAGE_SENT,
                        new UUID(0, 1),
                        PLAIN_MESSAGE_AT,
                        new UUID(0, 10),
                        new UUID(0, 11),
                        new UUID(0, 12),
                        "+27820000001",
                        "hi",
                        Hash64.of("hi"),
                        1200,
                        Outcome.FALLBACK,
                        12,
                        1_250_000,
                        KnowledgeBase.MISS,
                        null,
                        BotEvent.ABSENT));
    }

    @Test
    void readsTheSameTextWhateverItsEscapes() throws IOException {
        String text = "\u00e9 \"quoted\" \\ / \ud83d\ude42 \b\f\n\r\t \u0645 end";
        String plain = JACKSON.writeValueAsString(text);
        String escaped = text.chars().mapToObj("\\u%04X"::formatted).collect(Collectors.joining("", "\"", "\""));

        BotEvent fromPlain = message(PLAIN_MESSAGE.formatted("").replace("\"hi\"", plain));
        BotEvent fromEscaped = message(PLAIN_MESSAGE.formatted("").replace("\"hi\"", escaped));

        assertThat(fromPlain.text()).isEqualTo(text);
        assertThat(fromEscaped).isEqualTo(fromPlain);
    }

    @Test
    void takesARecordOf256KibAndNotOneByteMore() {
        Decoded largest = decoder.decode(paddedTo(256 * 1024), FAR_FUTURE);
        Decoded larger = decoder.decode(paddedTo(256 * 1024 + 1), FAR_FUTURE);

        assertThat(largest.isValid()).isTrue();
        assertThat(larger.fault().reason()).isEqualTo(FaultReason.TOO_LARGE);
    }

    @Test
    void callsARecordTooLargeBeforeItLooksInside() {
        byte[] bytes = new byte[256 * 1024 + 1];

        assertThat(decoder.decode(bytes, FAR_FUTURE).fault().reason()).isEqualTo(FaultReason.TOO_LARGE);
    }

    @Test
    void takesAnEventTenMinutesAheadOfItsRecordAndNotOneMillisecondMore() {
        byte[] bytes = PLAIN_MESSAGE.formatted("").getBytes(UTF_8);
        long tenMinutesBefore = PLAIN_MESSAGE_AT - 600_000;

        assertThat(decoder.decode(bytes, tenMinutesBefore).isValid()).isTrue();
        assertThat(decoder.decode(bytes, tenMinutesBefore - 1).fault())
                .isEqualTo(new Fault(FaultReason.IN_THE_FUTURE, "occurred_at"));
    }

    @Test
    void namesTheBadValueOfAnEventInTheFutureFirst() {
        byte[] bytes = PLAIN_MESSAGE.formatted(",\"text\":7").getBytes(UTF_8);

        assertThat(decoder.decode(bytes, 0).fault()).isEqualTo(new Fault(FaultReason.BAD_VALUE, "text"));
    }

    @Test
    void callsATombstoneNotJson() {
        assertThat(decoder.decode(null, FAR_FUTURE).fault().reason()).isEqualTo(FaultReason.NOT_JSON);
    }

    @Test
    void survivesAStringOfTwoMegabytes() {
        String json = PLAIN_MESSAGE.formatted(",\"x\":\"" + "a".repeat(2_000_000) + "\"");

        assertThat(reasonOf(json)).isEqualTo(FaultReason.TOO_LARGE);
    }

    @Test
    void survivesAStringOfEscapesThatFillsTheRecord() {
        String json = PLAIN_MESSAGE.formatted(
                ",\"x\":\"" + "\\n".repeat(125_000) + "\",\"text\":\"" + "\\u00e9".repeat(1_000) + "\"");

        assertThat(message(json).text()).isEqualTo("\u00e9".repeat(1_000));
    }

    @Test
    void survivesNestingOfTenThousand() {
        for (String open : List.of("[", "{\"a\":")) {
            String deep = PLAIN_MESSAGE.formatted(",\"x\":" + open.repeat(10_000));

            assertThat(reasonOf(deep)).isEqualTo(FaultReason.NOT_JSON);
        }
    }

    @Test
    void survivesANumberOfFiveThousandDigits() {
        for (String number : List.of("9".repeat(5_000), "0." + "0".repeat(5_000), "1e" + "9".repeat(5_000))) {
            assertThat(reasonOf(PLAIN_MESSAGE.formatted(",\"x\":" + number)))
                    .as("an unknown field")
                    .isEqualTo(FaultReason.NOT_JSON);
        }
    }

    @Test
    void survivesExponentsThatNoDoubleHolds() {
        String answer = PLAIN_MESSAGE
                .formatted(",\"outcome\":\"success\",\"cost_usd\":%s")
                .replace("message_received", "message_sent");

        for (String huge : List.of("1e400", "1e2147483648", "1E+99999999999999999999")) {
            assertThat(decoder.decode(answer.formatted(huge).getBytes(UTF_8), FAR_FUTURE)
                            .fault())
                    .isEqualTo(new Fault(FaultReason.BAD_VALUE, "cost_usd"));
        }
        for (String tiny : List.of("1e-400", "1e-2147483648", "0e400", "1E-99999999999999999999")) {
            assertThat(message(answer.formatted(tiny)).costNanos()).isZero();
        }
    }

    @Test
    void answersForAnyBytesWithoutThrowing() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("EventDecoderTest: " + FUZZED + " random records from -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < FUZZED; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = '{';
                bytes[bytes.length - 1] = '}';
            }
            assertAgreement(bytes, seed);
        }
    }

    @Test
    void agreesWithJacksonOnWhatIsJsonForMutatedRecords() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("EventDecoderTest: " + FUZZED + " mutated records from -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        List<byte[]> originals = new ArrayList<>();
        for (Example example : examples("valid")) {
            byte[] bytes = example.bytes();
            // Jackson counts the characters of a number, not its digits: the longest numbers are no common ground.
            if (bytes.length < 900) {
                originals.add(bytes);
            }
        }
        int stillJson = 0;
        for (int i = 0; i < FUZZED; i++) {
            byte[] mutated = originals.get(random.nextInt(originals.size()));
            int mutations = 1 + random.nextInt(3);
            for (int mutation = 0; mutation < mutations; mutation++) {
                mutated = mutate(mutated, random);
            }
            stillJson += assertAgreement(mutated, seed) ? 1 : 0;
        }
        assertThat(stillJson).as("records that are still JSON").isBetween(FUZZED / 20, FUZZED * 19 / 20);
    }

    /** Whether the bytes are JSON, by both opinions. */
    private boolean assertAgreement(byte[] bytes, long seed) {
        Decoded decoded = decoder.decode(bytes, FAR_FUTURE);

        assertThat(decoded.event() == null).as("exactly one of event and fault").isNotEqualTo(decoded.fault() == null);
        boolean isJson = decoded.isValid() || decoded.fault().reason() != FaultReason.NOT_JSON;
        if (isJson != isJsonObject(bytes)) {
            throw new AssertionError("-Dbotflow.seed=" + seed + ": decoder says " + decoded + ", Jackson says "
                    + !isJson + " of " + new String(bytes, UTF_8) + " = " + Arrays.toString(bytes));
        }
        return isJson;
    }

    private static boolean isJsonObject(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            JsonNode node = text.startsWith("\ufeff") ? null : JACKSON.readTree(text);
            return node != null && node.isObject();
        } catch (CharacterCodingException | JsonProcessingException e) {
            return false;
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] tokens = "{}[]\",:\\0123456789eE+-.truefalsn \t\n\ru/".getBytes(UTF_8);
        int at = random.nextInt(bytes.length + 1);
        int length = random.nextInt(1 + Math.min(6, bytes.length - at));
        byte[] inserted = switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {tokens[random.nextInt(tokens.length)]};
            case 2 -> new byte[] {(byte) random.nextInt(256)};
            default -> Arrays.copyOfRange(bytes, at, at + length);
        };
        boolean replaces = random.nextBoolean();
        ByteBuffer mutated = ByteBuffer.allocate(bytes.length + inserted.length);
        mutated.put(bytes, 0, at).put(inserted);
        int rest = replaces ? Math.min(bytes.length, at + Math.max(1, length)) : at;
        mutated.put(bytes, rest, bytes.length - rest);
        return Arrays.copyOf(mutated.array(), mutated.position());
    }

    private BotEvent message(String json) {
        Decoded decoded = decoder.decode(json.getBytes(UTF_8), FAR_FUTURE);
        assertThat(decoded.fault()).isNull();
        return decoded.event();
    }

    private FaultReason reasonOf(String json) {
        return decoder.decode(json.getBytes(UTF_8), FAR_FUTURE).fault().reason();
    }

    private static byte[] paddedTo(int length) {
        String json = PLAIN_MESSAGE.formatted("");
        return (json + " ".repeat(length - json.length())).getBytes(UTF_8);
    }

    static List<Example> validExamples() throws IOException, URISyntaxException {
        return examples("valid");
    }

    static List<Example> examplesWithAFaultyField() throws IOException, URISyntaxException {
        return Stream.of(
                        examples("invalid/missing-field"),
                        examples("invalid/bad-value"),
                        examples("invalid/unknown-event-type"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> examples(String folder) throws IOException, URISyntaxException {
        Path path = Path.of(
                EventDecoderTest.class.getResource("/examples/" + folder).toURI());
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().map(Example::new).toList();
        }
    }

    private record Example(Path file) {

        byte[] bytes() throws IOException {
            return Files.readAllBytes(file);
        }

        /** The field that the file's name tells, null if it tells none. */
        String field() {
            String name = file.getFileName().toString();
            return FIELD_BY_NAME.entrySet().stream()
                    .filter(entry -> name.startsWith(entry.getKey() + "-")
                            || name.startsWith(entry.getKey() + ".")
                            || name.endsWith("-in-" + entry.getKey() + ".json"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            return file.getParent().getFileName() + "/" + file.getFileName();
        }
    }
}
