package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The recorded stream of invented dialogues among the resources, in arrival order. */
public final class RecordedDialogues {
    private static final String RESOURCE = "/dialogues/dialogues.events.jsonl.gz";

    private RecordedDialogues() {}

    /** Every line's bytes, without the line feed. */
    public static List<byte[]> lines() {
        byte[] all = unpacked();
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                lines.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    /** The valid lines as events, redeliveries included. */
    public static List<BotEvent> events() {
        return lines().stream()
                .map(ReferenceEventReader::read)
                .filter(ReferenceEventReader.Reading::isValid)
                .map(ReferenceEventReader.Reading::event)
                .toList();
    }

    private static byte[] unpacked() {
        try (InputStream file = RecordedDialogues.class.getResourceAsStream(RESOURCE);
                InputStream unpacked = new GZIPInputStream(file)) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
