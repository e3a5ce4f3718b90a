package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginRuleTest {
    private static final OriginRule RULE = new OriginRule(Set.of("https://console.example", "http://localhost:3000"));

    @ParameterizedTest
    @CsvSource({
        // Programs.
        ",api.example",
        ",",
        // The server's own pages.
        "https://api.example,api.example",
        "http://api.example,api.example",
        "https://api.example:8443,api.example:8443",
        "https://api.example,api.example:443",
        "https://api.example:443,api.example",
        "http://api.example:80,api.example",
        "http://api.example,api.example:80",
        "HTTPS://API.Example,api.example",
        "https://api.example,API.EXAMPLE",
        "http://127.0.0.1:8080,127.0.0.1:8080",
        "http://[::1]:8080,[::1]:8080",
        // Pages that are allowed.
        "https://console.example,api.example",
        "https://Console.Example,api.example",
        "http://localhost:3000,api.example",
        "http://localhost:3000,",
    })
    void letsIn(String origin, String host) {
        assertThat(RULE.allows(origin, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // Other hosts.
        "https://evil.example,api.example",
        "https://api.example.evil.example,api.example",
        "https://evil-api.example,api.example",
        "https://example,api.example",
        "https://sub.api.example,api.example",
        "https://api.example,",
        "https://evil.example,''",
        // Other ports.
        "https://api.example:8443,api.example",
        "https://api.example,api.example:8443",
        "http://api.example,api.example:443",
        "https://api.example,api.example:80",
        "http://localhost,api.example",
        "http://localhost:3001,api.example",
        // Other schemes.
        "http://console.example,api.example",
        "https://localhost:3000,api.example",
        "ftp://api.example,api.example",
        "file://api.example,api.example",
        "chrome-extension://api.example,api.example",
        // What is not an origin.
        "null,api.example",
        "null,null",
        "*,api.example",
        "'',api.example",
        "' ',api.example",
        "api.example,api.example",
        "//api.example,api.example",
        "https://,api.example",
        "https:api.example,api.example",
        "https://api.example/,api.example",
        "https://api.example/page,api.example",
        "https://api.example?,api.example",
        "https://api.example#,api.example",
        "https://api.example@evil.example,api.example",
        "https://user@api.example,api.example",
        "https://user:password@api.example,api.example",
        "https://api.example https://evil.example,api.example",
        "https://evil.example https://api.example,api.example",
        "https://api.example:port,api.example",
        "https://api.example:99999999999,api.example",
        "https://api example,api.example",
        "https://console.example/,api.example",
        // A host that is none.
        "https://api.example,https://api.example",
        "https://api.example,api.example:port",
        "https://api.example,evil.example/api.example",
        "https://api.example,api example",
    })
    void turnsAway(String origin, String host) {
        assertThat(RULE.allows(origin, host)).isFalse();
    }
}
