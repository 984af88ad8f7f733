-- covers: schema: owner and privileges
-- covers: schema: altered public
-- covers: privileges: schemas
-- roles: lifeboat_owner, lifeboat_reader
CREATE SCHEMA plain;
CREATE SCHEMA "Strange ""name""
with a line" AUTHORIZATION lifeboat_owner;
COMMENT ON SCHEMA plain IS 'it''s a \ schema';
GRANT USAGE ON SCHEMA plain TO lifeboat_reader;
GRANT ALL ON SCHEMA plain TO lifeboat_owner WITH GRANT OPTION;
COMMENT ON SCHEMA public IS 'not the standard one';
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO lifeboat_owner;
