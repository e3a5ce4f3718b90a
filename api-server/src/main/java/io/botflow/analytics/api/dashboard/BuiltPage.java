package io.botflow.analytics.api.dashboard;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the files that the build has left: in a directory of classes while developing, in a jar otherwise. */
final class BuiltPage {
    static final String INDEX = "index.html";

    private static final String FOLDER = "dashboard/";

    private BuiltPage() {}

    /** The files by their paths below the page's folder; none if the page was not built. */
    static Map<String, Buffer> read(ClassLoader classPath) {
        URL index = classPath.getResource(FOLDER + INDEX);
        if (index == null) {
            return Map.of();
        }
        try {
            return index.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar)
                    : inDirectory(Path.of(URI.create(index.toString())).getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read", e);
        }
    }

    private static Map<String, Buffer> inDirectory(Path directory) throws IOException {
        Map<String, Buffer> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(
                        directory.relativize(file).toString().replace('\\', '/'),
                        Buffer.buffer(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static Map<String, Buffer> inJar(JarURLConnection connection) throws IOException {
        Map<String, Buffer> files = new TreeMap<>();
        // A jar of its own: a shared one would be closed for others too.
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            List<JarEntry> entries = jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(FOLDER))
                    .toList();
            for (JarEntry entry : entries) {
                try (InputStream in = jar.getInputStream(entry)) {
                    files.put(entry.getName().substring(FOLDER.length()), Buffer.buffer(in.readAllBytes()));
                }
            }
        }
        return files;
    }
}
