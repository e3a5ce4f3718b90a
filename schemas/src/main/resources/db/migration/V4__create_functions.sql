-- Both functions see what their caller sees. Ids are unique within their organization only: without p_organization_id
-- the one organization in which the caller sees the id is meant, and two are an error rather than a guess.

-- Exact percentiles in whole numbers: of the sorted values v[0..n-1], with k = p * (n - 1) in hundredths and
-- q = k div 100, v[q] + (v[q+1] - v[q]) * (k mod 100) / 100, rounded half up. Arrays count from 1, hence q + 1, q + 2.
CREATE FUNCTION calculate_response_time_percentiles(p_conversation_id uuid, p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (p50 bigint, p95 bigint, p99 bigint)
    LANGUAGE plpgsql STABLE SECURITY INVOKER PARALLEL SAFE
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    found_in uuid[] := ARRAY[p_organization_id];
    part_start timestamptz;
    v bigint[];
BEGIN
    IF p_organization_id IS NULL THEN
        -- Two jobs write these tables, so for a moment one of them may know the conversation alone.
        found_in := ARRAY(
            SELECT c.organization_id FROM conversation_metrics c WHERE c.conversation_id = p_conversation_id
            UNION
            SELECT m.organization_id FROM messages m WHERE m.conversation_id = p_conversation_id);
        IF cardinality(found_in) > 1 THEN
            RAISE EXCEPTION 'conversation % is visible in more than one organization', p_conversation_id
                USING ERRCODE = 'cardinality_violation', HINT = 'Pass p_organization_id.';
        END IF;
    END IF;

    -- Messages before the row's start belong to an earlier part of the conversation, which the row has left behind.
    SELECT c.started_at INTO part_start
    FROM conversation_metrics c
    WHERE c.organization_id = found_in[1] AND c.conversation_id = p_conversation_id;

    v := ARRAY(
        SELECT m.response_time_ms
        FROM messages m
        WHERE m.organization_id = found_in[1] AND m.conversation_id = p_conversation_id
            AND m.occurred_at >= coalesce(part_start, '-infinity') AND m.response_time_ms IS NOT NULL
        ORDER BY m.response_time_ms);

    RETURN QUERY
        SELECT
            max(r.value) FILTER (WHERE r.p = 50),
            max(r.value) FILTER (WHERE r.p = 95),
            max(r.value) FILTER (WHERE r.p = 99)
        FROM (
            SELECT k.p, v[k.q + 1] + ((coalesce(v[k.q + 2], v[k.q + 1]) - v[k.q + 1]) * k.r + 50) / 100 AS value
            FROM (
                SELECT h.p, (h.p * (cardinality(v) - 1) / 100)::integer AS q, h.p * (cardinality(v) - 1) % 100 AS r
                FROM unnest(ARRAY[50, 95, 99]::bigint[]) AS h (p)
            ) k
            WHERE cardinality(v) > 0
        ) r;
END
$$;
COMMENT ON FUNCTION calculate_response_time_percentiles(uuid, uuid) IS
    'Exact percentiles in milliseconds of the responses that conversation_metrics describes; NULLs without responses';
REVOKE ALL ON FUNCTION calculate_response_time_percentiles(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calculate_response_time_percentiles(uuid, uuid) TO botflow_api;

-- From the counters, so that days weigh as much as was said on them. numeric rounds half away from zero, which is half
-- up for what cannot be negative.
CREATE FUNCTION get_bot_performance_summary(
    p_bot_id uuid, p_start_date date, p_end_date date, p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (
    total_conversations bigint, total_messages bigint, avg_response_time_ms bigint, success_rate numeric,
    total_cost_usd numeric)
    LANGUAGE plpgsql STABLE SECURITY INVOKER PARALLEL SAFE
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    found_in uuid[] := ARRAY[p_organization_id];
BEGIN
    IF p_organization_id IS NULL THEN
        -- A bot may have a name and no facts yet, or facts and no name.
        found_in := ARRAY(
            SELECT b.organization_id FROM bots b WHERE b.id = p_bot_id
            UNION
            SELECT d.organization_id FROM bot_performance_metrics d WHERE d.bot_id = p_bot_id);
        IF cardinality(found_in) > 1 THEN
            RAISE EXCEPTION 'bot % is visible in more than one organization', p_bot_id
                USING ERRCODE = 'cardinality_violation', HINT = 'Pass p_organization_id.';
        END IF;
    END IF;

    RETURN QUERY
        SELECT
            coalesce(sum(d.total_conversations), 0)::bigint,
            coalesce(sum(d.total_messages), 0)::bigint,
            round(sum(d.response_time_sum_ms) / nullif(sum(d.response_time_count), 0))::bigint,
            round(
                100 * sum(d.successful_responses)
                    / nullif(sum(d.successful_responses + d.failed_responses + d.fallback_responses), 0),
                2),
            round(coalesce(sum(coalesce(d.exact_cost_usd, d.total_cost_usd)), 0), 6)
        FROM bot_performance_metrics d
        WHERE d.organization_id = found_in[1] AND d.bot_id = p_bot_id AND d.date BETWEEN p_start_date AND p_end_date;
END
$$;
COMMENT ON FUNCTION get_bot_performance_summary(uuid, date, date, uuid) IS
    'One bot over UTC dates, both inclusive; average (milliseconds) and rate (percent) are NULL if nothing was counted';
REVOKE ALL ON FUNCTION get_bot_performance_summary(uuid, date, date, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION get_bot_performance_summary(uuid, date, date, uuid) TO botflow_api;
