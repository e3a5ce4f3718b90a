package io.botflow.analytics.local.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of names and values that other processes see whole, as it was or as it is; only its owner may read it. */
record PropertiesFile(Path path) {
    /** What it holds; nothing when there is no such file. */
    Map<String, String> read() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException none) {
            return new TreeMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    void write(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        try {
            StringWriter text = new StringWriter();
            properties.store(text, null);
            Path fresh = Files.createTempFile(
                    path.getParent(),
                    path.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text.toString());
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written", e);
        }
    }
}
