package io.botflow.analytics.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema of an event says of each example what the example's folder says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventJsonSchemaTest {

    /** Invalid all the same: what JSON Schema, or a pattern that every engine understands, cannot say. */
    private static final Set<String> BEYOND_JSON_SCHEMA = Set.of(
            // JSON Schema tells numbers by value, not by spelling
            "bad-value/rating-with-exponent.json",
            "bad-value/rating-written-as-decimal.json",
            "bad-value/response-time-with-exponent.json",
            "bad-value/response-time-written-as-decimal.json",
            "bad-value/tokens-with-exponent.json",
            "bad-value/tokens-written-as-decimal.json",
            // a pattern cannot name a surrogate in the engines of Rust and Go
            "bad-value/lone-low-surrogate-in-text.json",
            "bad-value/lone-surrogate-at-the-end-of-text.json",
            "bad-value/lone-surrogate-in-phone.json",
            "bad-value/lone-surrogate-in-text.json",
            "bad-value/low-surrogate-in-phone.json",
            "bad-value/surrogates-in-wrong-order-in-text.json",
            // nothing adds an offset to a time
            "bad-value/year-0000-in-utc.json",
            "bad-value/year-10000-in-utc.json");

    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final JsonSchema event =
            schemas.getSchema(EventJsonSchemaTest.class.getResourceAsStream("/event.schema.json"));

    @Test
    void isASchemaItself() {
        JsonSchema metaSchema = schemas.getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(metaSchema.validate(event.getSchemaNode())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("validExamples")
    void acceptsValid(Example example) throws IOException {
        assertThat(event.validate(example.read(json))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("expressibleExamples")
    void refusesInvalid(Example example) throws IOException {
        assertThat(event.validate(example.read(json))).isNotEmpty();
    }

    /** Keeps the list honest: an example that the schema does refuse has no place on it. */
    @ParameterizedTest
    @MethodSource("inexpressibleExamples")
    void letsPassOnlyWhatItCannotExpress(Example example) throws IOException {
        assertThat(event.validate(example.read(json))).isEmpty();
    }

    @Test
    void listsOnlyExamplesThatExist() throws IOException, URISyntaxException {
        assertThat(inexpressibleExamples()).hasSameSizeAs(BEYOND_JSON_SCHEMA);
    }

    @ParameterizedTest
    @MethodSource("examplesOfNotJson")
    void isNotReachedByWhatIsNoJsonObject(Example example) {
        assertThatThrownBy(() -> example.readStrictly(json))
                .isInstanceOfAny(JsonProcessingException.class, CharacterCodingException.class);
    }

    static List<Example> validExamples() throws IOException, URISyntaxException {
        return examples("valid");
    }

    static List<Example> expressibleExamples() throws IOException, URISyntaxException {
        return faultyEvents()
                .filter(example -> !BEYOND_JSON_SCHEMA.contains(example.name()))
                .toList();
    }

    static List<Example> inexpressibleExamples() throws IOException, URISyntaxException {
        return faultyEvents()
                .filter(example -> BEYOND_JSON_SCHEMA.contains(example.name()))
                .toList();
    }

    static List<Example> examplesOfNotJson() throws IOException, URISyntaxException {
        return examples("invalid/not-json");
    }

    private static Stream<Example> faultyEvents() throws IOException, URISyntaxException {
        return Stream.of(
                        examples("invalid/missing-field"),
                        examples("invalid/bad-value"),
                        examples("invalid/unknown-event-type"))
                .flatMap(List::stream);
    }

    private static List<Example> examples(String folder) throws IOException, URISyntaxException {
        URI uri = EventJsonSchemaTest.class.getResource("/examples/" + folder).toURI();
        try (Stream<Path> files = Files.list(Path.of(uri))) {
            return files.sorted().map(Example::new).toList();
        }
    }

    private record Example(Path file) {

        String name() {
            return file.getParent().getFileName() + "/" + file.getFileName();
        }

        JsonNode read(ObjectMapper json) throws IOException {
            return json.readTree(Files.readAllBytes(file));
        }

        /** Given bytes, Jackson would guess at UTF-16 and UTF-32; and it lets a byte order mark pass. */
        void readStrictly(ObjectMapper json) throws IOException {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (text.startsWith("\ufeff") || !json.readTree(text).isObject()) {
                throw new JsonParseException(null, "no object");
            }
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
