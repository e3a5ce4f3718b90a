-- Ids are unique within their organization only, so the organization leads every key. The unique key of a table of
-- facts is its primary key, because it is what rows are written and read by; `id` names a row to the outside and
-- carries no index, which would cost every insert a write to a random page.
--
-- Facts carry no foreign key: an event may come before its bot's row. The jobs check every value when they read the
-- event; constraints here are few, because a row that is refused stops the pipeline. Counters default to 0 and versions
-- to the lowest, so that a writer from before a new counter keeps working while the jobs are upgraded.
--
-- Rows of facts are written again while their window is open. Pages keep room for that (fillfactor), and but for the
-- slowest response no index holds a column that changes with the messages, so most rewrites stay on their page and
-- touch no index.

CREATE TABLE organizations (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    time_zone  text        NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE organizations IS 'The tenants';
COMMENT ON COLUMN organizations.time_zone IS 'IANA zone in which days and hours are cut when a request names none';

CREATE TABLE organization_members (
    organization_id uuid        NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    user_id         uuid        NOT NULL,
    role            text        NOT NULL CHECK (role IN ('admin', 'analyst', 'viewer')),
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, user_id)
);
COMMENT ON TABLE organization_members IS
    'Who may see an organization; the policies of every other table rest on this one';
COMMENT ON COLUMN organization_members.user_id IS 'Claim `sub` of the user''s token';
COMMENT ON COLUMN organization_members.role IS 'admin, analyst, or viewer: sees phone numbers masked';

-- Read once per statement by the policies.
CREATE INDEX organization_members_by_user ON organization_members (user_id) INCLUDE (organization_id);

CREATE TABLE bots (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid        NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
COMMENT ON TABLE bots IS 'Names of bots; a bot may have facts and no row here';

CREATE TABLE conversation_metrics (
    id                    uuid          NOT NULL DEFAULT gen_random_uuid(),
    conversation_id       uuid          NOT NULL,
    bot_id                uuid          NOT NULL,
    organization_id       uuid          NOT NULL,
    customer_phone        text          NOT NULL,
    started_at            timestamptz   NOT NULL,
    ended_at              timestamptz,
    duration_seconds      bigint,
    total_messages        bigint        NOT NULL DEFAULT 0,
    user_messages         bigint        NOT NULL DEFAULT 0,
    bot_messages          bigint        NOT NULL DEFAULT 0,
    avg_response_time_ms  bigint,
    p50_response_time_ms  bigint,
    p95_response_time_ms  bigint,
    p99_response_time_ms  bigint,
    slowest_response_ms   bigint,
    successful_responses  bigint        NOT NULL DEFAULT 0,
    failed_responses      bigint        NOT NULL DEFAULT 0,
    fallback_responses    bigint        NOT NULL DEFAULT 0,
    handoff_triggered     boolean       NOT NULL DEFAULT false,
    knowledge_base_hits   bigint        NOT NULL DEFAULT 0,
    knowledge_base_misses bigint        NOT NULL DEFAULT 0,
    tokens_used           bigint        NOT NULL DEFAULT 0,
    estimated_cost_usd    numeric(20,6) NOT NULL DEFAULT 0,
    resolution_status     text          CHECK (resolution_status IN ('resolved', 'unresolved', 'escalated')),
    customer_satisfaction integer       CHECK (customer_satisfaction BETWEEN 1 AND 5),
    last_message_at       timestamptz,
    newest_event_at       timestamptz   NOT NULL DEFAULT '-infinity',
    event_count           bigint        NOT NULL DEFAULT 0,
    created_at            timestamptz   NOT NULL DEFAULT now(),
    updated_at            timestamptz   NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, conversation_id)
) WITH (fillfactor = 80);
COMMENT ON TABLE conversation_metrics IS
    'One conversation; after a pause longer than the lateness horizon the row describes its newest part only';
COMMENT ON COLUMN conversation_metrics.started_at IS 'Earliest event except a rating';
COMMENT ON COLUMN conversation_metrics.ended_at IS 'NULL while open, as are duration_seconds and resolution_status';
COMMENT ON COLUMN conversation_metrics.duration_seconds IS 'Whole seconds from started_at to ended_at';
COMMENT ON COLUMN conversation_metrics.avg_response_time_ms IS
    'NULL without responses, as are the percentiles and the slowest response';
COMMENT ON COLUMN conversation_metrics.p50_response_time_ms IS 'Exact up to 10 000 responses';
COMMENT ON COLUMN conversation_metrics.customer_satisfaction IS 'Latest rating, 1 to 5';
COMMENT ON COLUMN conversation_metrics.newest_event_at IS
    'First half of the row''s version: time of the newest event counted here; an upsert never lowers the version';
COMMENT ON COLUMN conversation_metrics.event_count IS 'Second half of the row''s version: distinct events counted here';

-- The pages of the conversation list. A conversation without the figure comes last in descending order, which is this
-- order read backwards: ORDER BY duration_seconds DESC NULLS LAST, conversation_id DESC.
CREATE INDEX conversation_metrics_by_start
    ON conversation_metrics (organization_id, started_at, conversation_id);
CREATE INDEX conversation_metrics_by_duration
    ON conversation_metrics (organization_id, duration_seconds NULLS FIRST, conversation_id);
CREATE INDEX conversation_metrics_by_slowest_response
    ON conversation_metrics (organization_id, slowest_response_ms NULLS FIRST, conversation_id);

CREATE TABLE bot_performance_metrics (
    id                                uuid          NOT NULL DEFAULT gen_random_uuid(),
    bot_id                            uuid          NOT NULL,
    organization_id                   uuid          NOT NULL,
    date                              date          NOT NULL,
    total_conversations               bigint        NOT NULL DEFAULT 0,
    total_messages                    bigint        NOT NULL DEFAULT 0,
    active_conversations              bigint        NOT NULL DEFAULT 0,
    avg_response_time_ms              bigint,
    p50_response_time_ms              bigint,
    p95_response_time_ms              bigint,
    p99_response_time_ms              bigint,
    success_rate                      numeric(12,2),
    error_rate                        numeric(12,2),
    fallback_rate                     numeric(12,2),
    handoff_rate                      numeric(12,2),
    knowledge_base_hit_rate           numeric(12,2),
    avg_tokens_per_conversation       bigint,
    total_tokens_used                 bigint        NOT NULL DEFAULT 0,
    total_cost_usd                    numeric(20,6) NOT NULL DEFAULT 0,
    exact_cost_usd                    numeric(29,9),
    cost_per_conversation_usd         numeric(20,6),
    avg_conversation_duration_seconds bigint,
    avg_messages_per_conversation     numeric(12,2),
    customer_satisfaction_avg         numeric(12,2),
    inbound_messages                  bigint        NOT NULL DEFAULT 0,
    outbound_messages                 bigint        NOT NULL DEFAULT 0,
    successful_responses              bigint        NOT NULL DEFAULT 0,
    failed_responses                  bigint        NOT NULL DEFAULT 0,
    fallback_responses                bigint        NOT NULL DEFAULT 0,
    response_time_count               bigint        NOT NULL DEFAULT 0,
    response_time_sum_ms              bigint        NOT NULL DEFAULT 0,
    response_times                    bytea,
    knowledge_base_hits               bigint        NOT NULL DEFAULT 0,
    knowledge_base_misses             bigint        NOT NULL DEFAULT 0,
    conversations_ended               bigint        NOT NULL DEFAULT 0,
    conversations_escalated           bigint        NOT NULL DEFAULT 0,
    duration_sum_seconds              bigint        NOT NULL DEFAULT 0,
    rating_count                      bigint        NOT NULL DEFAULT 0,
    rating_sum                        bigint        NOT NULL DEFAULT 0,
    created_at                        timestamptz   NOT NULL DEFAULT now(),
    updated_at                        timestamptz   NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, bot_id, date)
) WITH (fillfactor = 70);
COMMENT ON TABLE bot_performance_metrics IS
    'One bot on one UTC day; rates and averages are NULL when their denominator is 0; across rows, add the counters';
COMMENT ON COLUMN bot_performance_metrics.exact_cost_usd IS 'What sums over rows are made of: not rounded';
COMMENT ON COLUMN bot_performance_metrics.date IS 'UTC date';
COMMENT ON COLUMN bot_performance_metrics.total_conversations IS 'Conversations started that day';
COMMENT ON COLUMN bot_performance_metrics.active_conversations IS 'Conversations with a message of this bot that day';
COMMENT ON COLUMN bot_performance_metrics.success_rate IS 'Percent: successful of all responses with an outcome';
COMMENT ON COLUMN bot_performance_metrics.error_rate IS 'Percent: failed of all responses with an outcome';
COMMENT ON COLUMN bot_performance_metrics.fallback_rate IS 'Percent: fallback of all responses with an outcome';
COMMENT ON COLUMN bot_performance_metrics.handoff_rate IS
    'Percent: conversations_escalated of active_conversations; above 100 when silent conversations were handed over';
COMMENT ON COLUMN bot_performance_metrics.knowledge_base_hit_rate IS 'Percent: hits of hits and misses';
COMMENT ON COLUMN bot_performance_metrics.response_times IS
    'Mergeable sketch of the day''s response times in milliseconds; NULL or empty without responses';
COMMENT ON COLUMN bot_performance_metrics.conversations_escalated IS
    'Conversations whose first escalation fell on that day';
COMMENT ON COLUMN bot_performance_metrics.duration_sum_seconds IS 'Over the conversations that ended that day';
COMMENT ON COLUMN bot_performance_metrics.rating_sum IS 'Sum of the day''s ratings, 1 to 5 each';

-- All bots of an organization on one day: leaderboards, and ranges without a bot.
CREATE INDEX bot_performance_metrics_by_date ON bot_performance_metrics (organization_id, date);

CREATE TABLE usage_analytics (
    id                     uuid          NOT NULL DEFAULT gen_random_uuid(),
    organization_id        uuid          NOT NULL,
    hour                   timestamptz   NOT NULL,
    messages_sent          bigint        NOT NULL DEFAULT 0,
    messages_received      bigint        NOT NULL DEFAULT 0,
    conversations_started  bigint        NOT NULL DEFAULT 0,
    conversations_ended    bigint        NOT NULL DEFAULT 0,
    active_users           bigint        NOT NULL DEFAULT 0,
    bots_active            bigint        NOT NULL DEFAULT 0,
    most_active_bot_id     uuid,
    api_calls_made         bigint        NOT NULL DEFAULT 0,
    webhook_calls_received bigint        NOT NULL DEFAULT 0,
    tokens_used            bigint        NOT NULL DEFAULT 0,
    estimated_cost_usd     numeric(20,6) NOT NULL DEFAULT 0,
    exact_cost_usd         numeric(29,9),
    created_at             timestamptz   NOT NULL DEFAULT now(),
    updated_at             timestamptz   NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, hour)
) WITH (fillfactor = 70);
COMMENT ON TABLE usage_analytics IS 'One organization in one UTC hour';
COMMENT ON COLUMN usage_analytics.exact_cost_usd IS 'What sums over rows are made of: not rounded';
COMMENT ON COLUMN usage_analytics.hour IS 'Start of the hour';
COMMENT ON COLUMN usage_analytics.messages_sent IS 'Sent by bots';
COMMENT ON COLUMN usage_analytics.messages_received IS 'Sent by customers';
COMMENT ON COLUMN usage_analytics.active_users IS
    'Distinct customer phones that sent a message: exact up to 10 000, near above';
COMMENT ON COLUMN usage_analytics.most_active_bot_id IS
    'Bot with the most messages, the smallest id of several; NULL without messages';

CREATE TABLE bot_metrics_15m (
    id                      uuid          NOT NULL DEFAULT gen_random_uuid(),
    organization_id         uuid          NOT NULL,
    bot_id                  uuid          NOT NULL,
    bucket_start            timestamptz   NOT NULL,
    inbound                 bigint        NOT NULL DEFAULT 0,
    outbound                bigint        NOT NULL DEFAULT 0,
    success                 bigint        NOT NULL DEFAULT 0,
    failure                 bigint        NOT NULL DEFAULT 0,
    fallback                bigint        NOT NULL DEFAULT 0,
    response_time_count     bigint        NOT NULL DEFAULT 0,
    response_time_sum_ms    bigint        NOT NULL DEFAULT 0,
    response_times          bytea,
    knowledge_base_hits     bigint        NOT NULL DEFAULT 0,
    knowledge_base_misses   bigint        NOT NULL DEFAULT 0,
    tokens_used             bigint        NOT NULL DEFAULT 0,
    cost_usd                numeric(20,6) NOT NULL DEFAULT 0,
    exact_cost_usd          numeric(29,9),
    conversations_started   bigint        NOT NULL DEFAULT 0,
    conversations_ended     bigint        NOT NULL DEFAULT 0,
    conversations_escalated bigint        NOT NULL DEFAULT 0,
    active_conversations    bigint        NOT NULL DEFAULT 0,
    duration_sum_seconds    bigint        NOT NULL DEFAULT 0,
    duration_histogram      bigint[]      NOT NULL DEFAULT '{0,0,0,0,0,0,0,0}'
        CONSTRAINT duration_histogram_has_8_counts CHECK (cardinality(duration_histogram) = 8),
    rating_count            bigint        NOT NULL DEFAULT 0,
    rating_sum              bigint        NOT NULL DEFAULT 0,
    created_at              timestamptz   NOT NULL DEFAULT now(),
    updated_at              timestamptz   NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, bot_id, bucket_start)
) WITH (fillfactor = 70);
COMMENT ON TABLE bot_metrics_15m IS
    'One bot in one quarter hour, sums only: days and hours of every time zone are sums of quarter hours';
COMMENT ON COLUMN bot_metrics_15m.exact_cost_usd IS 'What sums over rows are made of: not rounded';
COMMENT ON COLUMN bot_metrics_15m.response_times IS
    'Mergeable sketch of the bucket''s response times in milliseconds; NULL or empty without responses';
COMMENT ON COLUMN bot_metrics_15m.conversations_escalated IS
    'Conversations whose first escalation of the UTC day fell in the bucket, so that buckets add';
COMMENT ON COLUMN bot_metrics_15m.active_conversations IS
    'Conversations whose first message of the UTC day with this bot fell in the bucket, so that buckets add';
COMMENT ON COLUMN bot_metrics_15m.duration_sum_seconds IS 'Over the conversations that ended in the bucket';
COMMENT ON COLUMN bot_metrics_15m.duration_histogram IS
    'Conversations ended in the bucket by duration, counted from 0, 30, 60, 120, 300, 600, 1800 and 3600 seconds on';
COMMENT ON COLUMN bot_metrics_15m.rating_sum IS 'Sum of the bucket''s ratings, 1 to 5 each';

-- Ranges over all bots of an organization: the cost follows the range, not the history.
CREATE INDEX bot_metrics_15m_by_bucket ON bot_metrics_15m (organization_id, bucket_start);

-- The bucket stands before the bot here: the table holds 48 hours only, so one index serves one bot and all of them.
CREATE TABLE bot_metrics_1m (
    LIKE bot_metrics_15m INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
    PRIMARY KEY (organization_id, bucket_start, bot_id)
) WITH (fillfactor = 70);
COMMENT ON TABLE bot_metrics_1m IS 'One bot in one minute, sums only; kept for 48 hours of event time';

-- What has left the 48 hours is deleted for all organizations at once.
CREATE INDEX bot_metrics_1m_by_bucket ON bot_metrics_1m (bucket_start);

CREATE TABLE messages (
    id               uuid          NOT NULL DEFAULT gen_random_uuid(),
    event_id         uuid          NOT NULL,
    conversation_id  uuid          NOT NULL,
    organization_id  uuid          NOT NULL,
    bot_id           uuid          NOT NULL,
    direction        text          NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    text             text          NOT NULL,
    occurred_at      timestamptz   NOT NULL,
    response_time_ms bigint,
    outcome          text          CHECK (outcome IN ('success', 'failure', 'fallback')),
    tokens_used      bigint,
    cost_usd         numeric(20,6),
    knowledge_base   text          CHECK (knowledge_base IN ('hit', 'miss')),
    created_at       timestamptz   NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, conversation_id, event_id)
);
COMMENT ON TABLE messages IS 'One message as it was said; what tells of the answer is NULL for inbound messages';
COMMENT ON COLUMN messages.direction IS 'inbound: from the customer; outbound: from the bot';
COMMENT ON COLUMN messages.response_time_ms IS 'NULL also when the bot spoke unasked';
COMMENT ON COLUMN messages.knowledge_base IS 'NULL also when it was not consulted';

-- A page of a long conversation in the order it was held.
CREATE INDEX messages_by_time ON messages (organization_id, conversation_id, occurred_at, event_id);

CREATE TABLE pipeline_progress (
    job            text        PRIMARY KEY,
    complete_until timestamptz,
    as_of          timestamptz
);
COMMENT ON TABLE pipeline_progress IS 'How far each job has come; no organization''s data';
COMMENT ON COLUMN pipeline_progress.complete_until IS
    'Buckets that end by then are complete; NULL before the first event';
COMMENT ON COLUMN pipeline_progress.as_of IS 'Event time of the stream; NULL before the first event';
