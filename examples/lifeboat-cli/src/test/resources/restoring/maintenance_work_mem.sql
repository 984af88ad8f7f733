-- options: --maintenance-work-mem=33MB --allow-non-empty
-- warns: Event triggers of the target act on what is restored, and may change or forbid it: see (ddl_command_end)
CREATE TABLE t (id int);
CREATE INDEX i ON t (id);
-- target
CREATE TABLE seen (memory text);
CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS
  $$BEGIN INSERT INTO public.seen VALUES (pg_catalog.current_setting('maintenance_work_mem')); END$$;
CREATE EVENT TRIGGER see ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION see();
-- expected
CREATE TABLE t (id int);
CREATE INDEX i ON t (id);
CREATE TABLE seen (memory text);
CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS
  $$BEGIN INSERT INTO public.seen VALUES (pg_catalog.current_setting('maintenance_work_mem')); END$$;
CREATE EVENT TRIGGER see ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION see();
INSERT INTO seen VALUES ('33MB');
