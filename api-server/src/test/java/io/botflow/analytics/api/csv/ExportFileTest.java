package io.botflow.analytics.api.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportFileTest {
    private static final UUID ID = UUID.fromString("a0000000-0000-0000-0000-000000000001");
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T10:30:00.5Z");

    @Test
    void tellsOrganizationKindAndRange() {
        ExportFile file = ExportFile.of(ID, "Acme", "conversations", FROM, TO);

        assertThat(file.kind()).isEqualTo("conversations");
        assertThat(file.name()).isEqualTo("botflow-Acme-conversations-2026-03-01-2026-03-02T103000Z.csv");
        assertThat(file.disposition()).isEqualTo("attachment; filename=\"" + file.name() + "\"");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(ExportFile.of(ID, null, "usage", null, FROM).name())
                .isEqualTo("botflow-" + ID + "-usage-2026-03-01.csv");
        assertThat(ExportFile.of(ID, " \u202e/\r\n", "usage", null, null).name())
                .isEqualTo("botflow-" + ID + "-usage.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd,etc-passwd,",
        "'a\"; filename=\"x.exe',a-filename-x-exe,",
        "'A & B, Inc.',A-B-Inc,",
        "Caf\u00e9 M\u00fcller,Cafe-Muller,Caf%C3%A9-M%C3%BCller",
        "\u682a\u5f0f\u4f1a\u793e,-,%E6%A0%AA%E5%BC%8F%E4%BC%9A%E7%A4%BE",
        "Bot \ud83d\ude00 Co,Bot-Co,",
    })
    void sanitisesNames(String organization, String plain, String encoded) {
        ExportFile file = ExportFile.of(ID, organization, "usage", null, null);

        String expected = "attachment; filename=\"botflow-" + plain + "-usage.csv\"";
        assertThat(file.disposition())
                .isEqualTo(
                        (encoded == null ? expected : expected + "; filename*=UTF-8''botflow-" + encoded + "-usage.csv")
                                .replace("---", "-"));
    }

    @Test
    void keepsNamesShort() {
        String name = ExportFile.of(ID, "x".repeat(1_000), "usage", null, null).name();

        assertThat(name).isEqualTo("botflow-" + "x".repeat(64) + "-usage.csv");
    }
}
