package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server answers, against what it says at {@code /openapi.json} that it answers. */
class DescribedAnswersIT {
    private static final String ACME = "a0000000-0000-0000-0000-000000000001";
    private static final String EMPTY = "a0000000-0000-0000-0000-000000000002";
    private static final String MEMBER = "10000000-0000-0000-0000-000000000001";
    private static final String BOT = "c0000000-0000-0000-0000-000000000001";
    private static final String CONVERSATION = "d0000000-0000-0000-0000-000000000001";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path directory;

    private static RunningApi api;
    private static JsonNode described;

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.start(directory);
        new Facts(ACME, BOT, CONVERSATION, 4242, "canary", "+27820000588").store(api, Instant.now());
        api.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', 'empty')".formatted(EMPTY),
                "INSERT INTO bots (organization_id, id, name) VALUES ('%s', '%s', 'a')".formatted(EMPTY, BOT),
                "INSERT INTO organization_members VALUES ('%1$s', '%3$s', 'admin'), ('%2$s', '%3$s', 'viewer')"
                        .formatted(ACME, EMPTY, MEMBER));
        described = JSON.readTree(api.send(api.request("/openapi.json")).body());
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "EXPORT_.*")
    void areAsDescribed(Resource resource) throws Exception {
        assertDescribed(resource, ACME, 200);
    }

    /** Nulls and empty lists are where they may be. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"EXPORT_.*", "CONVERSATION", "MESSAGES"})
    void areAsDescribedWithoutData(Resource resource) throws Exception {
        assertDescribed(resource, EMPTY, 200);
    }

    private static void assertDescribed(Resource resource, String organization, int status) throws Exception {
        HttpResponse<String> answer = api.get(resource.request(BOT, CONVERSATION), api.token(MEMBER, organization));

        assertThat(answer.statusCode()).isEqualTo(status);
        String path = resource.route().replaceAll(":([a-z_]+)", "{$1}");
        JsonNode operation = described.path("paths").path(path).path("get");
        JsonNode schema = operation.at("/responses/200/content/application~1json/schema");
        assertThat(schema.isMissingNode()).as("%s is described", path).isFalse();
        assertThat(faults(schema, answer.body())).as(answer.body()).isEmpty();
        boolean hasTag = operation.at("/responses/200/headers").has("ETag");
        assertThat(answer.headers().firstValue("ETag").isPresent())
                .as("%s has an ETag", path)
                .isEqualTo(hasTag);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/conversations?limit=0, 400",
        "/api/conversations/d0000000-0000-0000-0000-00000000000f, 404",
        "/api/analytics/realtime?bot_id=c0000000-0000-0000-0000-00000000000f, 404",
    })
    void failAsDescribed(String path, int status) throws Exception {
        HttpResponse<String> answer = api.get(path, api.token(MEMBER, ACME));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(faults(problem(), answer.body())).as(answer.body()).isEmpty();
    }

    @Test
    void refuseAsDescribed() throws Exception {
        HttpResponse<String> answer = api.send(api.request("/api/conversations"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(faults(problem(), answer.body())).as(answer.body()).isEmpty();
    }

    private static JsonNode problem() {
        return described.at("/components/schemas/ProblemDetails");
    }

    /** The schema with all that it may refer to; members it does not tell of are faults. */
    private static Set<?> faults(JsonNode schema, String body) throws Exception {
        ObjectNode document = JSON.createObjectNode();
        document.set("components", described.path("components").deepCopy());
        document.set("schema", schema.deepCopy());
        document.put("$ref", "#/schema");
        close(document);
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(document, config)
                .validate(JSON.readTree(body));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
            schema.put("additionalProperties", false);
        }
        node.forEach(DescribedAnswersIT::close);
    }
}
