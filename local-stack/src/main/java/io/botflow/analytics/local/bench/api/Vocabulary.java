package io.botflow.analytics.local.bench.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** The words that messages are made of, from the most frequent to the rarest. */
final class Vocabulary {
    private static final int WORDS = 2_000;
    private static final int SHORTEST = 5;
    private static final int SPREAD = 18;
    private static final int SKEW = 3;
    private static final int FREQUENT = 10;
    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final String ABSENT = "xylophone";

    private Vocabulary() {}

    /** A pronounceable word for each number, no two the same. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        int rest = number;
        do {
            word.append(CONSONANTS.charAt(rest % CONSONANTS.length()));
            rest /= CONSONANTS.length();
            word.append(VOWELS.charAt(rest % VOWELS.length()));
            rest /= VOWELS.length();
        } while (rest > 0);
        return word.append("ra").toString();
    }

    /** Texts of five words or more, the first words of the vocabulary most often among them. */
    static List<String> texts(int count, Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringJoiner text = new StringJoiner(" ");
            for (int words = SHORTEST + random.nextInt(SPREAD); words > 0; words--) {
                text.add(word((int) (WORDS * Math.pow(random.nextDouble(), SKEW))));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** One of the most frequent words. */
    static String frequent(int choice) {
        return word(Math.floorMod(choice, FREQUENT));
    }

    /** A word that few messages have. */
    static String rare(int choice) {
        return word(WORDS - 1 - Math.floorMod(choice, WORDS / 2));
    }

    /** A word that no message has. */
    static String absent() {
        return ABSENT;
    }
}
