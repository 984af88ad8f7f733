-- covers: event trigger: that forbids to refresh views
-- pg_dump: its event triggers forbid psql to refresh the views of its own copy
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$;
CREATE TABLE base (a int);
INSERT INTO base SELECT generate_series(1, 100);
CREATE MATERIALIZED VIEW first AS SELECT a FROM base;
CREATE MATERIALIZED VIEW second AS SELECT count(*) FROM first;
CREATE UNIQUE INDEX ON first (a);
CREATE EVENT TRIGGER a_disabled ON ddl_command_end EXECUTE FUNCTION refuse();
ALTER EVENT TRIGGER a_disabled DISABLE;
CREATE EVENT TRIGGER at_end ON ddl_command_end EXECUTE FUNCTION refuse();
CREATE EVENT TRIGGER at_start ON ddl_command_start WHEN TAG IN ('REFRESH MATERIALIZED VIEW') EXECUTE FUNCTION refuse();
COMMENT ON EVENT TRIGGER at_start IS 'nobody refreshes';
