package io.botflow.analytics.local.bench.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Goes through the lists of large organizations page by page, and remembers where pages far behind begin. */
final class DeepPages {
    private static final int ORGANIZATIONS = 10;
    private static final int SKIPPED = 3;
    private static final int MOST_PAGES = 30;
    private static final String LIST = "/api/conversations?period=30d";
    private static final String LONGEST_PAGES = "&limit=500";

    private DeepPages() {}

    /** Requests for pages of the usual length, at least 1 500 rows from the first. */
    static List<Request> find(ApiClients clients, List<Tenant> large) throws TimeoutException {
        List<Request> deep = new ArrayList<>();
        for (Tenant tenant : large.subList(0, Math.min(ORGANIZATIONS, large.size()))) {
            String next = "";
            for (int page = 0; page < MOST_PAGES && next != null; page++) {
                if (page >= SKIPPED) {
                    deep.add(new Request(LIST + next, tenant.token()));
                }
                String answer = clients.text(new Request(LIST + LONGEST_PAGES + next, tenant.token()));
                String cursor = new JsonObject(answer).getString("next_cursor");
                next = cursor == null ? null : "&cursor=" + cursor;
            }
        }
        return deep;
    }
}
