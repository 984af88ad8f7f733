-- covers: event trigger
-- covers: event trigger: enabled states
-- roles: lifeboat_super
ALTER ROLE lifeboat_super SUPERUSER;
CREATE SCHEMA "ev""ents";
CREATE TABLE log (what text);
CREATE FUNCTION "ev""ents"."log %s"() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.log VALUES (tg_tag); END$$;
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$;
CREATE EVENT TRIGGER "trig""ger
%s" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION "ev""ents"."log %s"();
COMMENT ON EVENT TRIGGER "trig""ger
%s" IS 'it''s a trigger';
ALTER EVENT TRIGGER "trig""ger
%s" OWNER TO lifeboat_super;
CREATE EVENT TRIGGER rewrites ON table_rewrite EXECUTE FUNCTION "ev""ents"."log %s"();
CREATE EVENT TRIGGER drops ON sql_drop EXECUTE FUNCTION "ev""ents"."log %s"();
CREATE EVENT TRIGGER starts ON ddl_command_start WHEN TAG IN ('COMMENT', 'ALTER TABLE', 'GRANT') EXECUTE FUNCTION refuse();
CREATE EVENT TRIGGER disabled ON ddl_command_start EXECUTE FUNCTION refuse();
ALTER EVENT TRIGGER disabled DISABLE;
ALTER EVENT TRIGGER rewrites ENABLE ALWAYS;
ALTER EVENT TRIGGER drops ENABLE REPLICA;
