package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.UsageException;
import java.net.URI;
import java.util.List;

/** Where the REST interface of a Flink cluster is. */
record FlinkAddress(String scheme, String host, int port) {
    /** The variable that names a cluster elsewhere. */
    static final String VARIABLE = "FLINK_ADDRESS";

    private static final String SECURE = "https";

    static FlinkAddress local(int port) {
        return new FlinkAddress("http", "127.0.0.1", port);
    }

    /** Reads {@code http[s]://host:port}. */
    static FlinkAddress parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw wrong(text, e);
        }
        boolean known = "http".equals(uri.getScheme()) || SECURE.equals(uri.getScheme());
        boolean bare = uri.getUserInfo() == null
                && uri.getQuery() == null
                && (uri.getPath() == null
                        || uri.getPath().isEmpty()
                        || uri.getPath().equals("/"));
        if (!known || !bare || uri.getHost() == null || uri.getPort() < 1) {
            throw wrong(text, null);
        }
        return new FlinkAddress(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    private static UsageException wrong(String text, Exception cause) {
        return new UsageException(VARIABLE + " is not of the form http[s]://host:port: " + text, cause);
    }

    /** Options with which Flink's command line talks to it. */
    List<String> options() {
        return List.of(
                "-Dexecution.target=remote",
                "-Drest.address=" + host,
                "-Drest.port=" + port,
                "-Dsecurity.ssl.rest.enabled=" + scheme.equals(SECURE));
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
