package io.botflow.analytics.api.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentedRoutesTest {
    private static final String PAGE = "/page";

    private final ApiContract contract = ApiContract.load();
    private final Vertx vertx = Vertx.vertx();
    private Router router;

    @BeforeEach
    void start() {
        router = Router.router(vertx);
        router.route().handler(context -> context.next());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void add(String path) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> context.end());
    }

    @Test
    void letsPassWhatAgrees() {
        contract.routes().forEach(this::add);
        add(PAGE);

        assertThatCode(() -> DocumentedRoutes.assertSame(router, contract, Set.of(PAGE)))
                .doesNotThrowAnyException();
    }

    @Test
    void findsWhatNobodyAnswers() {
        contract.routes().stream()
                .filter(path -> !path.contains(":bot_id/perf"))
                .forEach(this::add);
        add(PAGE);

        assertThatThrownBy(() -> DocumentedRoutes.assertSame(router, contract, Set.of(PAGE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/api/analytics/bots/:bot_id/performance");
    }

    @Test
    void findsWhatIsNotDescribed() {
        contract.routes().forEach(this::add);
        add(PAGE);
        add("/api/analytics/bots/:id/secrets");

        assertThatThrownBy(() -> DocumentedRoutes.assertSame(router, contract, Set.of(PAGE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/api/analytics/bots/:id/secrets");
    }

    @Test
    void findsAPageThatIsNotListed() {
        contract.routes().forEach(this::add);
        add(PAGE);
        add("/admin");

        assertThatThrownBy(() -> DocumentedRoutes.assertSame(router, contract, Set.of(PAGE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/admin");
    }

    @Test
    void findsAPageThatNobodyAnswers() {
        contract.routes().forEach(this::add);

        assertThatThrownBy(() -> DocumentedRoutes.assertSame(router, contract, Set.of(PAGE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(PAGE);
    }
}
