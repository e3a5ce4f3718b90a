package io.botflow.analytics.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    private static String condition(String searched, SettingValues values) {
        return new Words(searched).condition(values);
    }

    @Test
    void findsWordsWithTheFullTextSearch() {
        SettingValues values = new SettingValues();

        assertThat(condition(" late\u00a0 Größe ", values))
                .isEqualTo("m.words @@ plainto_tsquery('simple', current_setting('botflow.p1')::text)");
        assertThat(values.settings()).containsExactly("late Größe");
    }

    @Test
    void findsLettersOfScriptsWithoutBlanksAnywhere() {
        SettingValues values = new SettingValues();

        assertThat(condition("退款 order", values))
                .isEqualTo("strpos(lower(m.text), current_setting('botflow.p1')::text) > 0"
                        + " AND m.words @@ plainto_tsquery('simple', current_setting('botflow.p2')::text)");
        assertThat(values.settings()).containsExactly("退款", "order");
    }

    @Test
    void neverPutsWhatIsSearchedIntoTheStatement() {
        assertThat(condition("'; DROP TABLE messages; --", new SettingValues())).doesNotContain("DROP");
    }
}
