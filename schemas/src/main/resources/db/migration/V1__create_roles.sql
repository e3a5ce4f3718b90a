-- The two roles the running product logs in as. Neither may pass by row level security, and neither owns anything: an
-- owner could switch the policies off. Roles belong to the whole cluster, so they may be there from another database.
-- No password is set here: how a role proves who it is belongs to the place it runs in.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['botflow_api', 'botflow_jobs'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role_name) THEN
            EXECUTE format(
                'CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION', role_name);
        ELSIF EXISTS (
            SELECT FROM pg_catalog.pg_roles WHERE rolname = role_name AND (rolsuper OR rolbypassrls OR NOT rolcanlogin)
        ) THEN
            RAISE EXCEPTION 'role % exists, but is a superuser, bypasses row level security or cannot log in', role_name
                USING HINT = 'Rename or alter that role: with it, organizations would see each other''s rows.';
        END IF;
    END LOOP;

    -- The jobs may stage batches in temporary tables; the API only reads.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO botflow_api, botflow_jobs', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO botflow_jobs', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO botflow_api, botflow_jobs;

COMMENT ON ROLE botflow_api IS 'Botflow Analytics: the API server; reads what the user of its transaction may see';
COMMENT ON ROLE botflow_jobs IS 'Botflow Analytics: the stream jobs; write the facts of every organization';
