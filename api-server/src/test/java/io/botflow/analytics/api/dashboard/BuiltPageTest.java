package io.botflow.analytics.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltPageTest {
    private static final Map<String, String> FILES = Map.of(
            "dashboard/index.html", "<!doctype html>",
            "dashboard/icon.svg", "<svg/>",
            "dashboard/assets/index-B4sh.js", "run()",
            "dashboards.txt", "of something else",
            "other/index.html", "of something else");
    private static final Map<String, Buffer> PAGE = Map.of(
            "index.html", Buffer.buffer("<!doctype html>"),
            "icon.svg", Buffer.buffer("<svg/>"),
            "assets/index-B4sh.js", Buffer.buffer("run()"));

    @TempDir
    Path temporary;

    private static Map<String, Buffer> read(Path classPath) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
            return BuiltPage.read(loader);
        }
    }

    @Test
    void isFoundInADirectory() throws Exception {
        Path classes = temporary.resolve("with blank & umläut").resolve("classes");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = classes.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }

        assertThat(read(classes)).isEqualTo(PAGE);
    }

    @Test
    void isFoundInAJar() throws Exception {
        Path file = Files.createDirectories(temporary.resolve("with blank & umläut"))
                .resolve("page.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("dashboard/"));
            for (Map.Entry<String, String> entry : FILES.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(read(file)).isEqualTo(PAGE);
        // Again, for a jar that was closed under those who share it.
        assertThat(read(file)).isEqualTo(PAGE);
    }

    @Test
    void mayBeMissing() throws Exception {
        assertThat(read(temporary)).isEmpty();
    }
}
