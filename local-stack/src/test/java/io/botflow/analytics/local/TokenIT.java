package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/token} beside a running stack. */
class TokenIT {
    @TempDir
    static Path directory;

    private static StackProcess stack;

    private final Path out;
    private final Path err;

    TokenIT() throws IOException {
        out = Files.createTempFile(directory, "token", ".out");
        err = Files.createTempFile(directory, "token", ".err");
    }

    @BeforeAll
    static void start() throws IOException {
        stack = StackProcess.start(directory, "--traffic", "0");
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }

    @Test
    void printsATokenAndNothingElse() throws Exception {
        assertThat(token()).isZero();

        JWTClaimsSet claims = claims();
        assertThat(claims.getSubject())
                .isEqualTo(DemoData.BANK.member(Role.ADMIN).toString());
        assertThat(claims.getStringClaim("organization_id"))
                .isEqualTo(DemoData.BANK.id().toString());
        assertThat(claims.getIssuer()).isEqualTo("botflow-local");
        assertThat(claims.getAudience()).containsExactly("botflow-api");
        assertThat(lifetime(claims)).isEqualTo(Duration.ofDays(1));
        assertThat(Files.readString(err)).isEmpty();
    }

    @Test
    void speaksForWhomItIsTold() throws Exception {
        UUID user = UUID.randomUUID();
        String travel = DemoData.TRAVEL.id().toString();
        assertThat(token("--organization", travel, "--role", "viewer", "--expires", "7"))
                .isZero();
        assertThat(claims().getSubject())
                .isEqualTo(DemoData.TRAVEL.member(Role.VIEWER).toString());
        assertThat(lifetime(claims())).isEqualTo(Duration.ofSeconds(7));

        assertThat(token("--organization", travel, "--user", user.toString())).isZero();
        assertThat(claims().getSubject()).isEqualTo(user.toString());
    }

    @Test
    void anUnknownOrganizationIsToldInOneLine() throws Exception {
        UUID unknown = UUID.randomUUID();

        assertThat(token("--organization", unknown.toString())).isEqualTo(2);

        assertThat(Files.readString(out)).isEmpty();
        assertThat(Files.readAllLines(err))
                .containsExactly("scripts/token: --organization: there is no organization " + unknown);
    }

    @Test
    void theStackPrintsAnAddressWithAToken() throws Exception {
        String begin = stack.settings().apiUrl() + "#token=";
        List<String> addresses =
                stack.lines().stream().filter(line -> line.startsWith(begin)).toList();

        assertThat(addresses).hasSize(1);
        assertThat(SignedJWT.parse(addresses.get(0).substring(begin.length()))
                        .getJWTClaimsSet()
                        .getSubject())
                .isEqualTo(DemoData.BANK.member(Role.ADMIN).toString());
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    private JWTClaimsSet claims() throws Exception {
        String printed = Files.readString(out, StandardCharsets.US_ASCII);
        assertThat(printed).matches("[-_A-Za-z0-9]+\\.[-_A-Za-z0-9]+\\.[-_A-Za-z0-9]+\n");
        return SignedJWT.parse(printed.strip()).getJWTClaimsSet();
    }

    private int token(String... options) throws Exception {
        Path script = Path.of("..", "scripts", "token").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(options))
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .put("POSTGRES_PORT", Integer.toString(stack.settings().ports().postgres()));
        return builder.start().waitFor();
    }
}
