package io.botflow.analytics.api.live;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Whose pages may open a socket: a browser sends the page's origin and lets any page connect, so the server decides.
 * Programs send none and are let in by their token alone.
 *
 * @param allowed origins besides the server's own, in lower case
 */
record OriginRule(Set<String> allowed) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Whether a page of the origin may connect.
     *
     * @param origin null if none was sent
     * @param host the host, perhaps with a port, that the request is for; null if none was sent
     */
    boolean allows(String origin, String host) {
        if (origin == null) {
            return true;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        return allowed.contains(lower) || (host != null && isOf(lower, host.toLowerCase(Locale.ROOT)));
    }

    private static boolean isOf(String origin, String host) {
        try {
            URI uri = new URI(origin);
            boolean isHttps = "https".equals(uri.getScheme());
            boolean isWeb = isHttps || "http".equals(uri.getScheme());
            if (!isWeb || uri.getHost() == null || !origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
                return false;
            }
            int standardPort = isHttps ? HTTPS_PORT : HTTP_PORT;
            URI own = new URI("//" + host);
            return uri.getHost().equals(own.getHost())
                    && portOf(uri, standardPort) == portOf(own, standardPort)
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int portOf(URI uri, int standardPort) {
        return uri.getPort() == -1 ? standardPort : uri.getPort();
    }
}
