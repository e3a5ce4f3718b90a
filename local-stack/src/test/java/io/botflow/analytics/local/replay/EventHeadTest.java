package io.botflow.analytics.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventHeadTest {
    private static final String ID = "AB5cdef0-0000-4000-8000-0000000000AA";
    private static final String LOWER_CASE_ID = "ab5cdef0-0000-4000-8000-0000000000aa";

    @Test
    void theKeyIsTheConversation() {
        assertThat(key("{'event_type':'message_sent','organization_id':'o','conversation_id':'" + ID + "'}"))
                .isEqualTo(LOWER_CASE_ID);
    }

    @Test
    void theKeyIsTheOrganizationWhereThereIsNoConversation() {
        assertThat(key("{'event_type':'message_sent','organization_id':'" + ID + "','conversation_id':null}"))
                .isEqualTo(LOWER_CASE_ID);
        assertThat(key("{'event_type':'api_called','organization_id':'o','conversation_id':'c'}"))
                .isEqualTo("o");
    }

    @Test
    void whatIsNoIdIsTakenAsItIs() {
        assertThat(key("{'conversation_id':'Not An Id'}")).isEqualTo("Not An Id");
    }

    @Test
    void ofARepeatedFieldTheLastCounts() {
        assertThat(key("{'conversation_id':'a','x':{'conversation_id':'b'},'conversation_id':'c'}"))
                .isEqualTo("c");
    }

    @Test
    void whatIsNoObjectHasNoKey() {
        assertThat(key("")).isNull();
        assertThat(key("['conversation_id']")).isNull();
        assertThat(key("{'conversation_id':'a'")).isNull();
        assertThat(key("{'conversation_id':'a'} x")).isNull();
        assertThat(key("{'conversation_id':7}")).isNull();
    }

    private static String key(String json) {
        return EventHead.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .key();
    }
}
