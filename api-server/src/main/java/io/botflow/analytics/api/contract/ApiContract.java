package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The descriptions of the REST API and of the WebSocket, read once. */
public final class ApiContract {
    private static final String OPENAPI = "/openapi.yaml";
    private static final String ASYNCAPI = "/asyncapi.yaml";
    private static final Pattern PART_OF_ROUTE = Pattern.compile(":([A-Za-z0-9_]+)");
    private static final Pattern PART_OF_PATH = Pattern.compile("\\{([A-Za-z0-9_]+)}");

    private final Document openApi;
    private final Document asyncApi;

    private ApiContract(Document openApi, Document asyncApi) {
        this.openApi = openApi;
        this.asyncApi = asyncApi;
    }

    /** Reads both descriptions from the class path. */
    public static ApiContract load() {
        return new ApiContract(read(OPENAPI), read(ASYNCAPI));
    }

    private static Document read(String resource) {
        try (InputStream in = ApiContract.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new Document(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    Document openApi() {
        return openApi;
    }

    Document asyncApi() {
        return asyncApi;
    }

    /** The description of the REST API. */
    public Buffer openApiJson() {
        return json(openApi);
    }

    /** The description of the WebSocket. */
    public Buffer asyncApiJson() {
        return json(asyncApi);
    }

    private static Buffer json(Document document) {
        try {
            String json = new JsonMapper().writeValueAsString(document.root());
            return Buffer.buffer(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /** The paths of all operations and channels as a router has them, with {@code :name} for what varies. */
    public Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        openApi.root().path("paths").fieldNames().forEachRemaining(path -> routes.add(route(path)));
        asyncApi.root()
                .path("channels")
                .forEach(channel -> routes.add(route(channel.path("address").asText())));
        return routes;
    }

    private static String route(String path) {
        return PART_OF_PATH.matcher(path).replaceAll(":$1");
    }

    /**
     * What the parameters of requests on a route are held to.
     *
     * @param route as a router has it
     * @throws IllegalArgumentException if the route is not described
     */
    public ParameterRules rulesOf(String route) {
        String path = PART_OF_ROUTE.matcher(route).replaceAll("{$1}");
        JsonNode operation = openApi.root().path("paths").path(path).path("get");
        if (operation.isMissingNode()) {
            throw new IllegalArgumentException(route + " is not described");
        }
        return ParameterRules.of(openApi.all(operation.path("parameters")));
    }
}
