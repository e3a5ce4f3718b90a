package io.botflow.analytics.local.bench.api;

/**
 * The statements that make rows inside PostgreSQL: the conversations of one UTC day in a table of the session, and from
 * them all rows of that day, so that the tables tell of the same conversations. Everything that a conversation counts
 * for is counted where it started.
 */
final class FactTables {
    /** Different texts that messages have. */
    static final int TEXTS = 20_000;

    /** Tables that are only for making others; outside of the schema that the API looks at. */
    static final String PREPARE = """
            CREATE SCHEMA bench;
            CREATE UNLOGGED TABLE bench.organizations (
                number integer PRIMARY KEY, id uuid NOT NULL, per_day double precision NOT NULL, bots uuid[] NOT NULL);
            CREATE UNLOGGED TABLE bench.sketches (
                class bigint, variant integer, count bigint NOT NULL, sum_ms bigint NOT NULL, avg bigint, p50 bigint,
                p95 bigint, p99 bigint, slowest bigint, bytes bytea, PRIMARY KEY (class, variant));
            CREATE UNLOGGED TABLE bench.texts (number integer PRIMARY KEY, text text NOT NULL);
            """;

    static final String DAY = """
            CREATE TEMPORARY TABLE IF NOT EXISTS day (
                organization_id uuid, bot_id uuid, customer_phone text, started_at timestamptz, ended_at timestamptz,
                duration_seconds bigint, inbound bigint, outbound bigint, successful bigint, failed bigint,
                fallback bigint, handoff boolean, hits bigint, misses bigint, tokens bigint, cost numeric(20,6),
                status text, rating integer, variant integer)
            """;

    /**
     * Fills the day: its number counted back from today (in the middle of being counted, hence the share), its bounds,
     * and now. A conversation is open if it would end later than now.
     */
    static final String FILL_DAY = """
            INSERT INTO day
            SELECT
                r.organization_id, r.bot_id, r.customer_phone, r.started_at,
                CASE WHEN r.is_ended THEN r.started_at + r.duration * interval '1 second' END,
                CASE WHEN r.is_ended THEN r.duration END,
                r.questions, r.answers, r.answers - r.failed - r.fallback, r.failed, r.fallback,
                r.handoff < 0.06, r.answers / 2, r.answers - r.answers / 2,
                r.answers * r.tokens, r.answers * r.tokens * 0.000002,
                CASE WHEN NOT r.is_ended THEN NULL WHEN r.handoff < 0.06 THEN 'escalated'
                    WHEN r.handoff < 0.25 THEN 'unresolved' ELSE 'resolved' END,
                CASE WHEN r.rating < 5 THEN r.rating + 1 END,
                r.variant
            FROM (
                SELECT d.*, d.started_at + d.duration * interval '1 second' <= ?::timestamptz AS is_ended
                FROM (
                    SELECT
                        o.id AS organization_id,
                        o.bots[1 + floor(random() * cardinality(o.bots))::int] AS bot_id,
                        '+2782' || (1000000 + floor(random() * 9000000))::int AS customer_phone,
                        date_trunc('milliseconds', b.begin + random() * (b.finish - b.begin)) AS started_at,
                        floor(15 + 5400 * random() ^ 4)::bigint AS duration,
                        q.questions, q.questions AS answers,
                        (random() < 0.05)::int::bigint AS failed,
                        least((random() < 0.08)::int, q.questions - 1)::bigint AS fallback,
                        random() AS handoff,
                        floor(50 + 300 * random())::bigint AS tokens,
                        floor(12 * random())::int AS rating,
                        floor(4 * random())::int AS variant
                    FROM (SELECT ?::timestamptz AS begin, ?::timestamptz AS finish, ?::int AS number, ?::float8 AS share) b
                        CROSS JOIN bench.organizations o
                        CROSS JOIN LATERAL generate_series(
                            1, (b.share * (floor((b.number + 1) * o.per_day) - floor(b.number * o.per_day)))::int) g
                        CROSS JOIN LATERAL (
                            SELECT 1 + floor(5 * random() ^ 2 + 0 * g)::bigint AS questions OFFSET 0) q
                    OFFSET 0) d
                ORDER BY d.started_at) r
            """;

    static final String CONVERSATIONS = """
            INSERT INTO conversation_metrics (
                conversation_id, bot_id, organization_id, customer_phone, started_at, ended_at, duration_seconds,
                total_messages, user_messages, bot_messages, avg_response_time_ms, p50_response_time_ms,
                p95_response_time_ms, p99_response_time_ms, slowest_response_ms, successful_responses, failed_responses,
                fallback_responses, handoff_triggered, knowledge_base_hits, knowledge_base_misses, tokens_used,
                estimated_cost_usd, resolution_status, customer_satisfaction, last_message_at, newest_event_at,
                event_count)
            SELECT
                gen_random_uuid(), d.bot_id, d.organization_id, d.customer_phone, d.started_at, d.ended_at,
                d.duration_seconds, d.inbound + d.outbound, d.inbound, d.outbound, s.avg, s.p50, s.p95, s.p99, s.slowest,
                d.successful, d.failed, d.fallback, d.handoff, d.hits, d.misses, d.tokens, d.cost, d.status, d.rating,
                coalesce(d.ended_at, d.started_at), coalesce(d.ended_at, d.started_at), d.inbound + d.outbound
            FROM day d JOIN bench.sketches s ON s.class = d.outbound AND s.variant = d.variant
            ORDER BY d.started_at
            """;

    /** For {@code %s}: the table, the length of its buckets, and a condition. */
    private static final String BUCKETS = """
            INSERT INTO %s (
                organization_id, bot_id, bucket_start, inbound, outbound, success, failure, fallback,
                response_time_count, response_time_sum_ms, response_times, knowledge_base_hits, knowledge_base_misses,
                tokens_used, cost_usd, exact_cost_usd, conversations_started, conversations_ended,
                conversations_escalated, active_conversations, duration_sum_seconds, duration_histogram, rating_count,
                rating_sum)
            SELECT
                b.organization_id, b.bot_id, b.bucket_start, b.inbound, b.outbound, b.successful, b.failed, b.fallback,
                s.count, s.sum_ms, s.bytes, b.hits, b.misses, b.tokens, b.cost, b.cost, b.started, b.ended, b.escalated,
                b.started, b.durations, b.histogram, b.ratings, b.rating_sum
            FROM (
                SELECT
                    organization_id, bot_id, date_bin('%s', started_at, '2000-01-01') AS bucket_start,
                    sum(inbound)::bigint AS inbound, sum(outbound)::bigint AS outbound,
                    sum(successful)::bigint AS successful, sum(failed)::bigint AS failed,
                    sum(fallback)::bigint AS fallback, sum(hits)::bigint AS hits, sum(misses)::bigint AS misses,
                    sum(tokens)::bigint AS tokens, sum(cost) AS cost, count(*) AS started, count(ended_at) AS ended,
                    count(*) FILTER (WHERE handoff) AS escalated,
                    coalesce(sum(duration_seconds), 0)::bigint AS durations,
                    ARRAY[
                        count(*) FILTER (WHERE duration_seconds < 30),
                        count(*) FILTER (WHERE duration_seconds >= 30 AND duration_seconds < 60),
                        count(*) FILTER (WHERE duration_seconds >= 60 AND duration_seconds < 120),
                        count(*) FILTER (WHERE duration_seconds >= 120 AND duration_seconds < 300),
                        count(*) FILTER (WHERE duration_seconds >= 300 AND duration_seconds < 600),
                        count(*) FILTER (WHERE duration_seconds >= 600 AND duration_seconds < 1800),
                        count(*) FILTER (WHERE duration_seconds >= 1800 AND duration_seconds < 3600),
                        count(*) FILTER (WHERE duration_seconds >= 3600)] AS histogram,
                    count(rating) AS ratings, coalesce(sum(rating), 0)::bigint AS rating_sum,
                    min(variant) AS variant
                FROM day WHERE %s GROUP BY 1, 2, 3) b
                JOIN bench.sketches s ON s.class = %s AND s.variant = b.variant
            ORDER BY b.bucket_start
            """;

    static final String QUARTER_HOURS =
            BUCKETS.formatted("bot_metrics_15m", "15 minutes", "true", SketchPool.classOf("b.outbound"));

    /** Those since a moment. */
    static final String MINUTES = BUCKETS.formatted(
            "bot_metrics_1m", "1 minute", "started_at >= ?::timestamptz", SketchPool.classOf("b.outbound"));

    /** Of a date. */
    static final String BOT_DAYS = """
            INSERT INTO bot_performance_metrics (
                bot_id, organization_id, date, total_conversations, total_messages, active_conversations,
                avg_response_time_ms, p50_response_time_ms, p95_response_time_ms, p99_response_time_ms, success_rate,
                error_rate, fallback_rate, handoff_rate, knowledge_base_hit_rate, avg_tokens_per_conversation,
                total_tokens_used, total_cost_usd, exact_cost_usd, cost_per_conversation_usd,
                avg_conversation_duration_seconds, avg_messages_per_conversation, customer_satisfaction_avg,
                inbound_messages, outbound_messages, successful_responses, failed_responses, fallback_responses,
                response_time_count, response_time_sum_ms, response_times, knowledge_base_hits, knowledge_base_misses,
                conversations_ended, conversations_escalated, duration_sum_seconds, rating_count, rating_sum)
            SELECT
                b.bot_id, b.organization_id, ?::date, b.started, b.inbound + b.outbound, b.started, s.avg, s.p50, s.p95,
                s.p99, round(100.0 * b.successful / b.outbound, 2), round(100.0 * b.failed / b.outbound, 2),
                round(100.0 * b.fallback / b.outbound, 2), round(100.0 * b.escalated / b.started, 2),
                round(100.0 * b.hits / (b.hits + b.misses), 2), b.tokens / b.started, b.tokens, b.cost, b.cost,
                b.cost / b.started, b.durations / nullif(b.ended, 0),
                round((b.inbound + b.outbound)::numeric / b.started, 2),
                round(b.rating_sum::numeric / nullif(b.ratings, 0), 2), b.inbound, b.outbound, b.successful, b.failed,
                b.fallback, s.count, s.sum_ms, s.bytes, b.hits, b.misses, b.ended, b.escalated, b.durations, b.ratings,
                b.rating_sum
            FROM (
                SELECT
                    organization_id, bot_id, sum(inbound)::bigint AS inbound, sum(outbound)::bigint AS outbound,
                    sum(successful)::bigint AS successful, sum(failed)::bigint AS failed,
                    sum(fallback)::bigint AS fallback, sum(hits)::bigint AS hits, sum(misses)::bigint AS misses,
                    sum(tokens)::bigint AS tokens, sum(cost) AS cost, count(*) AS started, count(ended_at) AS ended,
                    count(*) FILTER (WHERE handoff) AS escalated,
                    coalesce(sum(duration_seconds), 0)::bigint AS durations, count(rating) AS ratings,
                    coalesce(sum(rating), 0)::bigint AS rating_sum, min(variant) AS variant
                FROM day GROUP BY 1, 2) b
                JOIN bench.sketches s ON s.class = %s AND s.variant = b.variant
            """.formatted(SketchPool.classOf("b.outbound"));

    static final String HOURS = """
            INSERT INTO usage_analytics (
                organization_id, hour, messages_sent, messages_received, conversations_started, conversations_ended,
                active_users, bots_active, most_active_bot_id, api_calls_made, webhook_calls_received, tokens_used,
                estimated_cost_usd, exact_cost_usd)
            SELECT
                organization_id, date_bin('1 hour', started_at, '2000-01-01'), sum(outbound), sum(inbound), count(*),
                count(ended_at), count(*), least(count(*), 10), min(bot_id::text)::uuid, 3 * count(*), count(*),
                sum(tokens), sum(cost), sum(cost)
            FROM day GROUP BY 1, 2 ORDER BY 2
            """;

    /** Of one organization's conversations that started in a range, the newest first, up to so many messages. */
    static final String MESSAGES = """
            INSERT INTO messages (
                event_id, conversation_id, organization_id, bot_id, direction, text, occurred_at, response_time_ms,
                outcome, tokens_used, cost_usd, knowledge_base)
            SELECT
                gen_random_uuid(), m.conversation_id, m.organization_id, m.bot_id,
                CASE WHEN m.is_answer THEN 'outbound' ELSE 'inbound' END,
                t.text,
                m.started_at + m.n * interval '7 seconds',
                CASE WHEN m.is_answer THEN m.avg_response_time_ms END, CASE WHEN m.is_answer THEN 'success' END,
                CASE WHEN m.is_answer THEN 150 END, CASE WHEN m.is_answer THEN 0.0003 END,
                CASE WHEN m.is_answer THEN 'hit' END
            FROM (
                SELECT c.*, n, n %% 2 = 0 AS is_answer, floor(random() * %d)::int AS number
                FROM conversation_metrics c CROSS JOIN LATERAL generate_series(1, c.total_messages) n
                WHERE c.organization_id = ?::uuid AND c.started_at >= ?::timestamptz AND c.started_at < ?::timestamptz
                ORDER BY c.started_at DESC, c.conversation_id, n
                LIMIT ?) m
                JOIN bench.texts t ON t.number = m.number
            """.formatted(TEXTS);

    private FactTables() {}
}
