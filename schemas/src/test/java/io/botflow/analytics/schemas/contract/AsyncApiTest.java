package io.botflow.analytics.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the WebSocket is well formed, and agrees with that of the REST API. */
class AsyncApiTest {
    private static final ContractDocument DOCUMENT = ContractDocument.asyncApi();

    static List<String> frames() {
        List<String> names = new ArrayList<>();
        DOCUMENT.root().at("/components/messages").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void isOfVersion30() {
        assertThat(DOCUMENT.root().path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(frames()).hasSize(11);
    }

    @Test
    void resolvesEveryReference() {
        assertThat(DOCUMENT.references())
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(DOCUMENT.at(reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void hasValidExamples(String frame) {
        JsonNode message = DOCUMENT.root().at("/components/messages").path(frame);

        assertThat(message.path("examples")).isNotEmpty();
        for (JsonNode example : message.path("examples")) {
            assertThat(DOCUMENT.faults(message.path("payload"), example.path("payload")))
                    .as(example.path("name").asText())
                    .isEmpty();
            assertThat(example.at("/payload/type").asText()).isEqualTo(frame);
        }
    }

    @Test
    void sendsOrReceivesEveryFrame() {
        List<String> used = new ArrayList<>();
        for (JsonNode operation : DOCUMENT.root().path("operations")) {
            operation.path("messages").forEach(message -> {
                JsonNode ofChannel = DOCUMENT.at(message.path("$ref").asText());
                used.add(ofChannel.path("$ref").asText().replaceFirst(".*/", ""));
            });
        }

        assertThat(used).containsExactlyInAnyOrderElementsOf(frames());
    }

    @Test
    void agreesWithTheRestApi() {
        ContractDocument rest = ContractDocument.openApi();
        Set<String> shared = new TreeSet<>(DOCUMENT.schemaNames());
        shared.retainAll(rest.schemaNames());

        assertThat(shared).contains("Realtime", "ProblemDetails", "Status", "Time");
        assertThat(shared).allSatisfy(name -> assertThat(schema(DOCUMENT, name)).isEqualTo(schema(rest, name)));
        assertThat(DOCUMENT.root().at("/info/version")).isEqualTo(rest.root().at("/info/version"));
    }

    private static JsonNode schema(ContractDocument document, String name) {
        return document.root().at("/components/schemas").path(name);
    }
}
