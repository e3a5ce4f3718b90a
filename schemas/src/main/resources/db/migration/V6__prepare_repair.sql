-- For recomputing rows from Kafka and comparing them with the live ones. What is recomputed goes to tables of the same
-- names in schema shadow, which their owner makes anew each time, so that they always have the columns of the live ones.
-- They hold every organization's rows, and no other role may look into that schema.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'botflow_repair') THEN
        CREATE ROLE botflow_repair LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
    ELSIF EXISTS (
        SELECT FROM pg_catalog.pg_roles
        WHERE rolname = 'botflow_repair' AND (rolsuper OR rolbypassrls OR NOT rolcanlogin)
    ) THEN
        RAISE EXCEPTION 'role botflow_repair exists, but is a superuser, bypasses row level security or cannot log in'
            USING HINT = 'Rename or alter that role.';
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO botflow_repair', current_database());
END
$$;
COMMENT ON ROLE botflow_repair IS 'Botflow Analytics: recomputes, compares and repairs the facts of every organization';

CREATE SCHEMA shadow;
COMMENT ON SCHEMA shadow IS 'Recomputed rows, beside the live ones in public';
REVOKE ALL ON SCHEMA shadow FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA shadow TO botflow_repair;

GRANT USAGE ON SCHEMA public TO botflow_repair;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    conversation_metrics, bot_performance_metrics, usage_analytics, bot_metrics_15m, bot_metrics_1m, messages
TO botflow_repair;
GRANT SELECT ON pipeline_progress TO botflow_repair;

CREATE POLICY repair_writes ON conversation_metrics FOR ALL TO botflow_repair USING (true) WITH CHECK (true);
CREATE POLICY repair_writes ON bot_performance_metrics FOR ALL TO botflow_repair USING (true) WITH CHECK (true);
CREATE POLICY repair_writes ON usage_analytics FOR ALL TO botflow_repair USING (true) WITH CHECK (true);
CREATE POLICY repair_writes ON bot_metrics_15m FOR ALL TO botflow_repair USING (true) WITH CHECK (true);
CREATE POLICY repair_writes ON bot_metrics_1m FOR ALL TO botflow_repair USING (true) WITH CHECK (true);
CREATE POLICY repair_writes ON messages FOR ALL TO botflow_repair USING (true) WITH CHECK (true);
