package io.botflow.analytics.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a router answers with what is described. */
public final class DocumentedRoutes {
    private DocumentedRoutes() {}

    /**
     * Every description has a handler, and every handler a description.
     *
     * @param others the paths that are answered besides, and are not of the API
     */
    public static void assertSame(Router router, ApiContract contract, Set<String> others) {
        Set<String> expected = new TreeSet<>(contract.routes());
        expected.addAll(others);
        Set<String> handled = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            boolean isGet = route.methods() == null || route.methods().contains(HttpMethod.GET);
            String path = route.getPath();
            if (path != null && isGet) {
                handled.add(path);
            }
        }
        assertThat(handled).isEqualTo(expected);
    }
}
