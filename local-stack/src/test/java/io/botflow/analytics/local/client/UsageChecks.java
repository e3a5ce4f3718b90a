package io.botflow.analytics.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Usage by the UTC hour. */
final class UsageChecks {
    private final Tenant tenant;
    private final Differences differences;

    UsageChecks(Tenant tenant, Differences differences) {
        this.tenant = tenant;
        this.differences = differences;
    }

    /** Every hour of the range is there, whatever the zone. */
    void check(Span asked, String tz) throws Exception {
        List<String> parameters = ChartChecks.parameters(asked, tz, null, List.of());
        JsonNode answer = tenant.api().json("api/analytics/usage", parameters);
        String where = tenant + " usage " + parameters;
        Span used = asked.hours();
        differences.value(where + " meta from", used.from(), answer.path("meta").get("from"));
        differences.value(where + " meta to", used.to(), answer.path("meta").get("to"));
        differences.value(where + " meta interval", "hour", answer.path("meta").get("interval"));
        JsonNode data = answer.path("data");
        differences.same(where + " hours", (int) used.length().toHours(), data.size());
        Instant hour = used.from();
        for (JsonNode row : data) {
            differences.object(where + " " + hour, ExpectedRows.usage(tenant, hour), row);
            hour = hour.plus(Duration.ofHours(1));
        }
    }
}
