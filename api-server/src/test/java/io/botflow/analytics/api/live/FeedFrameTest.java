package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFrameTest {
    private static final String ID = "1741946400123-7";
    private static final UUID BOT = UUID.fromString("0b0e7c2e-7a3b-4b55-9a53-3f0f6f0c1a01");
    private static final String PHONE = "+49 151 2345-678";
    private static final String MASKED = "*************678";
    private static final String MESSAGE = """
            {"id":"5f0e6f0e-1111-4222-8333-444455556666","conversation_id":"7f0e6f0e-1111-4222-8333-444455556666",\
            "bot_id":"%s","customer_phone":"%s","message":"„Grüße“ \\"quoted\\" \\\\ </script> \\n\\t\\u0001 \uD83D\uDE00",\
            "bot_response":null,"timestamp":"2025-03-14T10:00:00Z","asked_at":"2025-03-14T10:00:00Z",\
            "status":"active"}""".formatted(BOT, PHONE);
    private static final String STATUS = """
            {"conversation_id":"7f0e6f0e-1111-4222-8333-444455556666","bot_id":"%s","status":"resolved",\
            "timestamp":"2025-03-14T10:00:00Z"}""".formatted(BOT);

    @Test
    void isTheSameTextFromTheChannelAndFromTheStream() {
        assertSame("new_message", MESSAGE);
        assertSame("conversation_status", STATUS);
    }

    private static void assertSame(String type, String data) {
        FeedFrame published = published(type, data);
        FeedFrame entry = FeedFrame.ofEntry(ID, type, data).orElseThrow();

        assertThat(published.text(true)).isEqualTo(text(type, data));
        for (FeedFrame frame : new FeedFrame[] {published, entry}) {
            assertThat(frame.id()).isEqualTo(new StreamId(1_741_946_400_123L, 7));
            assertThat(frame.type()).isEqualTo(type);
            assertThat(frame.botId()).isEqualTo(BOT);
            assertThat(frame.text(true)).isEqualTo(published.text(true));
            assertThat(frame.text(false)).isEqualTo(published.text(false));
        }
    }

    @Test
    void masksThePhoneForThoseWhoMayNotSeeIt() {
        FeedFrame frame = published("new_message", MESSAGE);

        assertThat(frame.text(false)).isEqualTo(text("new_message", MESSAGE.replace(PHONE, MASKED)));
        assertThat(frame.text(true)).contains(PHONE);
        assertThat(frame.text(false)).isSameAs(frame.text(false));
    }

    @Test
    void hasOneTextIfItHasNoPhone() {
        FeedFrame without = published("conversation_status", STATUS);
        FeedFrame empty = published("new_message", MESSAGE.replace('"' + PHONE + '"', "null"));

        assertThat(without.text(false)).isSameAs(without.text(true));
        assertThat(empty.text(false)).isSameAs(empty.text(true));
    }

    @Test
    void masksPhonesOfAnyForm() {
        FeedFrame number = published("new_message", MESSAGE.replace('"' + PHONE + '"', "491512345678"));
        FeedFrame nested =
                published("new_message", MESSAGE.replace('"' + PHONE + '"', "{\"number\":\"491512345678\"}"));

        assertThat(new JsonObject(number.text(false)).getJsonObject("data").getString("customer_phone"))
                .isEqualTo("*********678");
        assertThat(nested.text(false)).doesNotContain("4915", "number").contains("678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "not json",
                "{\"type\":\"new_message\",\"id\":\"1-0\",\"data\":{\"bot_id\":\"0b0e7c2e-7a3b-4b55-9a53-3f0f6f0c1a01\"}",
            })
    void ignoresWhatIsNoObject(String text) {
        assertThat(FeedFrame.ofPublished(text)).isEmpty();
        assertThat(FeedFrame.ofEntry(ID, "new_message", text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "null        | \"1-0\" | {\"bot_id\":\"%s\"}",
                "\"status\"  | null    | {\"bot_id\":\"%s\"}",
                "\"status\"  | 1       | {\"bot_id\":\"%s\"}",
                "\"status\"  | \"0\"   | {\"bot_id\":\"%s\"}",
                "\"status\"  | \"1-x\" | {\"bot_id\":\"%s\"}",
                "\"status\"  | \"1-0\" | null",
                "\"status\"  | \"1-0\" | \"%s\"",
                "\"status\"  | \"1-0\" | [\"%s\"]",
                "\"status\"  | \"1-0\" | {}",
                "\"status\"  | \"1-0\" | {\"bot_id\":null}",
                "\"status\"  | \"1-0\" | {\"bot_id\":\"\"}",
                "\"status\"  | \"1-0\" | {\"bot_id\":\"bot\"}",
                "\"status\"  | \"1-0\" | {\"bot_id\":7}",
                "\"status\"  | \"1-0\" | {\"bot_id\":{}}",
            })
    void ignoresWhatLacksAPart(String type, String id, String data) {
        String whole = "{\"type\":%s,\"id\":%s,\"data\":%s}".formatted(type, id, data.formatted(BOT));

        assertThat(FeedFrame.ofPublished(whole)).isEmpty();
    }

    @Test
    void readsAFrameOfATypeThatIsNew() {
        assertThat(published("typing", "{\"bot_id\":\"" + BOT + "\"}").type()).isEqualTo("typing");
    }

    private static FeedFrame published(String type, String data) {
        return FeedFrame.ofPublished(text(type, data)).orElseThrow();
    }

    /** As the script writes it that adds a frame to the stream and publishes it. */
    private static String text(String type, String data) {
        return "{\"type\":\"" + type + "\",\"id\":\"" + ID + "\",\"data\":" + data + "}";
    }
}
