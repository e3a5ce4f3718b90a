package io.botflow.analytics.api.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Words that are searched for in a message, all of which it must have. In scripts that put no blanks between words a
 * word is found wherever its letters stand.
 */
record Words(String searched) {
    private static final Pattern WORD = Pattern.compile("\\S+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<Character.UnicodeScript> WITHOUT_BLANKS = Set.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.LAO,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR);

    /** The condition on a message in the table {@code m}. */
    String condition(Values values) {
        List<String> conditions = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        for (String word :
                WORD.matcher(searched).results().map(MatchResult::group).toList()) {
            if (word.codePoints().anyMatch(letter -> WITHOUT_BLANKS.contains(Character.UnicodeScript.of(letter)))) {
                conditions.add("strpos(lower(m.text), " + values.text(word.toLowerCase(Locale.ROOT)) + ") > 0");
            } else {
                apart.add(word);
            }
        }
        if (!apart.isEmpty()) {
            conditions.add("m.words @@ plainto_tsquery('simple', " + values.text(String.join(" ", apart)) + ")");
        }
        return String.join(" AND ", conditions);
    }
}
