package io.botflow.analytics.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|GZIP",
                "GZip|GZIP",
                "x-gzip|GZIP",
                "deflate, gzip, br|GZIP",
                "gzip;q=0.001|GZIP",
                "gzip ; q=1.0|GZIP",
                "*|GZIP",
                "br;q=1, *;q=0.5|GZIP",
                "identity;q=0.5, gzip;q=0.5|GZIP",
                "''|IDENTITY",
                "gzip;q=0|IDENTITY",
                "gzip;q=0.000|IDENTITY",
                "gzip;q=0, *|IDENTITY",
                "*;q=0|IDENTITY",
                "identity, gzip;q=0.5|IDENTITY",
                "br|IDENTITY",
                "gzipped|IDENTITY",
                "gzip;q=x|IDENTITY",
                "gzip;q=2|IDENTITY",
                "gzip;q=NaN|IDENTITY",
            })
    void isTheClientsChoice(String header, ContentCoding coding) {
        assertThat(ContentCoding.preferred(List.of(header))).isEqualTo(coding);
    }

    @Test
    void countsAllHeaders() {
        assertThat(ContentCoding.preferred(List.of())).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.preferred(List.of("br", "gzip"))).isEqualTo(ContentCoding.GZIP);
    }
}
