package io.botflow.analytics.local.faults;

import java.util.List;
import java.util.Random;

/** Texts that have broken programs: for SQL, JSON, HTML, Redis and path names, and for what Unicode allows. */
final class HostileTexts {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "'; DROP TABLE messages; --",
            "\" OR \"\"=\"",
            "$1 ?1 ${jndi:ldap://127.0.0.1/a} %s%n %00",
            "{\"event_type\":\"message_sent\"}",
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "../../../../etc/passwd",
            "live:*:{0}:\r\nFLUSHALL\r\n",
            "=HYPERLINK(\"http://a\",\"b\")",
            "\\",
            "\\u0000",
            "\u0001\u0008\u001f\u007f\u0080\u009f",
            "\u202eredrO\u202c \u2066x\u2069",
            "\u200b\u200d\ufeff\u00ad",
            "\ud83d\ude42\ud83d\udc69\u200d\ud83d\udcbb\ud83c\udff4",
            "\ud800\udc00\udbff\udfff",
            "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
            "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
            "\uffff\ufffe\ufffd",
            "\u0130\u0131\u00df\u1e9e",
            "\u2028\u2029\u0085\u00a0",
            "NULL",
            "true",
            "-0",
            "1e400");

    private HostileTexts() {}

    /** Any of them, or some together. */
    static String any(Random random) {
        StringBuilder text = new StringBuilder();
        do {
            text.append(TEXTS.get(random.nextInt(TEXTS.size())));
        } while (random.nextInt(4) == 0);
        return text.toString();
    }
}
