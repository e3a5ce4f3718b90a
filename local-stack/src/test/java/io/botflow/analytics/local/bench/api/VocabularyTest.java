package io.botflow.analytics.local.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final int TEXTS = 20_000;

    private final List<String> texts = Vocabulary.texts(TEXTS, new Random(1));

    @Test
    void frequentWordsAreInManyTextsRareOnesInFewAndTheAbsentInNone() {
        assertThat(textsWith(Vocabulary.frequent(0))).isGreaterThan(TEXTS / 3L);
        assertThat(textsWith(Vocabulary.frequent(9))).isGreaterThan(TEXTS / 100L);
        assertThat(textsWith(Vocabulary.rare(0))).isBetween(1L, TEXTS / 100L);
        assertThat(textsWith(Vocabulary.rare(999))).isBetween(1L, TEXTS / 100L);
        assertThat(textsWith(Vocabulary.absent())).isZero();
    }

    private long textsWith(String word) {
        return texts.stream()
                .filter(text -> List.of(text.split(" ", -1)).contains(word))
                .count();
    }

    @Test
    void everyTextHasSomeWords() {
        assertThat(texts)
                .hasSize(TEXTS)
                .allSatisfy(text -> assertThat(text.split(" ", -1)).hasSizeBetween(5, 22));
    }
}
