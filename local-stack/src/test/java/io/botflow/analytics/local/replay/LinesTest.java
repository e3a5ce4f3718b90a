package io.botflow.analytics.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
    @TempDir
    Path directory;

    @Test
    void onlyLineFeedsAreTakenOff() throws IOException {
        assertThat(lines("a\r\n\n b \n\0")).containsExactly("a\r", "", " b ", "\0");
    }

    @Test
    void aLineFeedAtTheEndBeginsNoLine() throws IOException {
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aLineMayBeLongerThanTheBuffer() throws IOException {
        String large = "x".repeat(700_000);
        assertThat(lines("a\n" + large + "\nb")).containsExactly("a", large, "b");
    }

    @Test
    void bytesThatAreNoTextStayAsTheyAre() throws IOException {
        byte[] odd = {(byte) 0xff, (byte) 0xc0, 0x7f};
        try (Lines lines = new Lines(new ByteArrayInputStream(odd))) {
            assertThat(lines.next()).isEqualTo(odd);
        }
    }

    @Test
    void compressionIsSeenByContent() throws IOException {
        Path file = directory.resolve("events");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a\nb".getBytes(StandardCharsets.UTF_8));
        }
        try (Lines lines = Lines.of(file)) {
            assertThat(all(lines)).containsExactly("a", "b");
        }
    }

    @Test
    void everyLineIsCounted() throws IOException {
        Path file = directory.resolve("events");
        Files.writeString(file, "a\n\nb");
        assertThat(Lines.count(file)).isEqualTo(3);
    }

    private static List<String> lines(String content) throws IOException {
        try (Lines lines = new Lines(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))) {
            return all(lines);
        }
    }

    private static List<String> all(Lines lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            all.add(new String(line, StandardCharsets.UTF_8));
        }
        return all;
    }
}
