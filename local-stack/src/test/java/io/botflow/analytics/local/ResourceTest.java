package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.contract.ApiContract;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Keeps the list that tests of every route go by equal to the contract, which is what the server answers. */
class ResourceTest {
    private static final Set<String> OTHERS =
            Set.of("/api/analytics/stream", "/openapi.json", "/asyncapi.json", "/docs");

    @Test
    void areThoseOfTheContract() {
        Set<String> withData = new TreeSet<>(ApiContract.load().routes());
        withData.removeAll(OTHERS);

        assertThat(Arrays.stream(Resource.values()).map(Resource::route)).containsExactlyInAnyOrderElementsOf(withData);
    }
}
