package io.botflow.analytics.api.contract;

import io.botflow.analytics.api.content.PublicAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Answers with the descriptions of the API, for programs and for people; anybody may read them. */
public final class ContractRoutes {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String KEPT = "public, max-age=300";

    private final ApiContract contract;
    private final PublicAnswer openApi;
    private final PublicAnswer asyncApi;
    private final PublicAnswer docs;
    private final String docsPolicy;

    /** Makes all answers, which takes a moment. */
    public ContractRoutes(ApiContract contract) {
        this.contract = contract;
        DocsPage page = DocsPage.of(contract);
        this.openApi = PublicAnswer.of(JSON, KEPT, contract.openApiJson());
        this.asyncApi = PublicAnswer.of(JSON, KEPT, contract.asyncApiJson());
        this.docs = PublicAnswer.of(HTML, KEPT, Buffer.buffer(page.html()));
        this.docsPolicy = page.contentSecurityPolicy();
    }

    /** What is described. */
    public ApiContract contract() {
        return contract;
    }

    /** The REST API, as OpenAPI. */
    public void openApi(RoutingContext context) {
        openApi.send(context);
    }

    /** The WebSocket, as AsyncAPI. */
    public void asyncApi(RoutingContext context) {
        asyncApi.send(context);
    }

    /** Both as a page. */
    public void docs(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", docsPolicy);
        docs.send(context);
    }
}
