-- A transaction of the API names its user in the setting botflow.user_id, for itself alone, and sees the organizations
-- of which that user is a member. Without a user it sees nothing: the setting reads NULL when it was never set, and the
-- empty string after a transaction that had set it, and neither equals any user.

-- The organizations of the transaction's user, as one value: in a scalar subselect it is computed once per statement,
-- and `organization_id = ANY (...)` can then drive an index, which `IN (SELECT ...)` in a policy cannot.
--
-- It needs no SECURITY DEFINER, because the policy of organization_members looks at user_id only and so cannot recurse;
-- and it returns no set, because set-returning functions that read protected tables have been inlined into plans made
-- for another user (CVE-2023-2455).
CREATE FUNCTION member_organizations() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY INVOKER PARALLEL SAFE
    SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(array_agg(m.organization_id), '{}')
    FROM organization_members m
    WHERE m.user_id = nullif(current_setting('botflow.user_id', true), '')::uuid
$$;
COMMENT ON FUNCTION member_organizations() IS
    'The organizations of which the user in setting botflow.user_id is a member; none without a user';
REVOKE ALL ON FUNCTION member_organizations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION member_organizations() TO botflow_api;

-- Who belongs to an organization is for its own administration; a user sees the own memberships here.
ALTER TABLE organization_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_memberships ON organization_members FOR SELECT TO botflow_api
    USING (user_id = (SELECT nullif(current_setting('botflow.user_id', true), '')::uuid));

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON organizations FOR SELECT TO botflow_api
    USING (id = ANY ((SELECT member_organizations())::uuid[]));

ALTER TABLE bots ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON bots FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));

-- The facts: members read them through the API, the jobs write those of every organization.
ALTER TABLE conversation_metrics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON conversation_metrics FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));
CREATE POLICY jobs_write ON conversation_metrics FOR ALL TO botflow_jobs USING (true) WITH CHECK (true);

ALTER TABLE bot_performance_metrics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON bot_performance_metrics FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));
CREATE POLICY jobs_write ON bot_performance_metrics FOR ALL TO botflow_jobs USING (true) WITH CHECK (true);

ALTER TABLE usage_analytics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON usage_analytics FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));
CREATE POLICY jobs_write ON usage_analytics FOR ALL TO botflow_jobs USING (true) WITH CHECK (true);

ALTER TABLE bot_metrics_15m ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON bot_metrics_15m FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));
CREATE POLICY jobs_write ON bot_metrics_15m FOR ALL TO botflow_jobs USING (true) WITH CHECK (true);

ALTER TABLE bot_metrics_1m ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON bot_metrics_1m FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));
CREATE POLICY jobs_write ON bot_metrics_1m FOR ALL TO botflow_jobs USING (true) WITH CHECK (true);

ALTER TABLE messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_reads ON messages FOR SELECT TO botflow_api
    USING (organization_id = ANY ((SELECT member_organizations())::uuid[]));
CREATE POLICY jobs_write ON messages FOR ALL TO botflow_jobs USING (true) WITH CHECK (true);

-- Only these rights; the jobs delete nothing but the minutes that have left their 48 hours.
REVOKE ALL ON
    organizations, organization_members, bots, conversation_metrics, bot_performance_metrics, usage_analytics,
    bot_metrics_15m, bot_metrics_1m, messages, pipeline_progress
FROM PUBLIC;
GRANT SELECT ON
    organizations, organization_members, bots, conversation_metrics, bot_performance_metrics, usage_analytics,
    bot_metrics_15m, bot_metrics_1m, messages, pipeline_progress
TO botflow_api;
GRANT SELECT, INSERT, UPDATE ON
    conversation_metrics, bot_performance_metrics, usage_analytics, bot_metrics_15m, bot_metrics_1m, messages,
    pipeline_progress
TO botflow_jobs;
GRANT DELETE ON bot_metrics_1m TO botflow_jobs;
