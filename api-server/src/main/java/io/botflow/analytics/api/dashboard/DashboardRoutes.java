package io.botflow.analytics.api.dashboard;

import io.botflow.analytics.api.content.PublicAnswer;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with the web page and what it is made of; anybody may have it, for it holds no data. */
public final class DashboardRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardRoutes.class);

    private static final String ICON = "icon.svg";
    private static final String ASSETS = "assets/";

    /** The page names its assets, so it is asked for again each time; an asset's name tells its content. */
    private static final String ASKED_AGAIN = "no-cache";

    private static final String KEPT_A_DAY = "public, max-age=86400";
    private static final String KEPT_FOREVER = "public, max-age=31536000, immutable";

    /** What the page may load and whom it may ask: the server it came from. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    /** What browsers offer to pages and this one does not use. */
    private static final String PERMISSIONS_POLICY = List.of(
                    "camera",
                    "clipboard-read",
                    "display-capture",
                    "geolocation",
                    "hid",
                    "microphone",
                    "midi",
                    "payment",
                    "publickey-credentials-get",
                    "serial",
                    "usb")
            .stream()
            .map(feature -> feature + "=()")
            .collect(Collectors.joining(", "));

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Map<String, PublicAnswer> answers = new HashMap<>();

    private DashboardRoutes(Map<String, Buffer> files) {
        files.forEach(
                (path, content) -> answers.put(path, PublicAnswer.of(contentType(path), cacheControl(path), content)));
    }

    /** Reads the page that is among the classes, which takes a moment. A server without one serves everything else. */
    public static DashboardRoutes load() {
        DashboardRoutes routes = of(BuiltPage.read(DashboardRoutes.class.getClassLoader()));
        if (routes.answers.isEmpty()) {
            LOG.warn("this build has no page");
        }
        return routes;
    }

    /**
     * A page of these files.
     *
     * @param files by their paths below the page's folder
     */
    public static DashboardRoutes of(Map<String, Buffer> files) {
        return new DashboardRoutes(files);
    }

    private static String contentType(String path) {
        return CONTENT_TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), UNKNOWN_TYPE);
    }

    private static String cacheControl(String path) {
        if (path.equals(BuiltPage.INDEX)) {
            return ASKED_AGAIN;
        }
        return path.startsWith(ASSETS) ? KEPT_FOREVER : KEPT_A_DAY;
    }

    /** The page, at each of its own addresses; it reads the rest of the address itself. */
    public void page(RoutingContext context) {
        PublicAnswer page = answers.get(BuiltPage.INDEX);
        if (page == null) {
            throw new ProblemException(new Problem(
                    Problem.NOT_FOUND,
                    "No page",
                    "this server was built without its page; the API is described at /docs"));
        }
        context.response()
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", PERMISSIONS_POLICY);
        page.send(context);
    }

    /** The page's icon. */
    public void icon(RoutingContext context) {
        file(ICON, context);
    }

    /** Whatever the page loads, by the name that the build gave it. */
    public void asset(RoutingContext context) {
        file(ASSETS + context.pathParam("file"), context);
    }

    /** Nothing is looked for outside what was read at the start, whatever a path says. */
    private void file(String path, RoutingContext context) {
        PublicAnswer answer = answers.get(path);
        if (answer == null) {
            context.fail(Problem.NOT_FOUND);
        } else {
            answer.send(context);
        }
    }
}
