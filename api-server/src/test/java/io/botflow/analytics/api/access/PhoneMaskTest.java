package io.botflow.analytics.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneMaskTest {
    @ParameterizedTest
    @CsvSource({
        "+491512345678,**********678",
        "+49 151 2345-678,*************678",
        "0151 23456 7 8 9,***********7*8*9",
        "1234,*234",
        "123,123",
        "12,12",
        "7,7",
        "+,*",
        "'',''",
        "anonymous,*********",
        "678 ext.,678*****",
        "\u0664\u0669\u0661\u0665,****",
    })
    void keepsTheLastThreeDigitsOnly(String phone, String masked) {
        assertThat(PhoneMask.mask(phone)).isEqualTo(masked);
    }
}
