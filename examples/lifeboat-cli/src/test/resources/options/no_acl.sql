-- covers: option: --no-privileges
-- options: --no-acl
-- roles: lifeboat_owner, lifeboat_reader
CREATE TABLE t (id int, note text);
ALTER TABLE t OWNER TO lifeboat_owner;
GRANT SELECT ON t TO lifeboat_reader WITH GRANT OPTION;
GRANT UPDATE (note) ON t TO PUBLIC;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE lifeboat_owner GRANT SELECT ON TABLES TO lifeboat_reader;
GRANT EXECUTE ON FUNCTION pg_read_file(text) TO lifeboat_reader;
SELECT lo_create(4711);
GRANT SELECT ON LARGE OBJECT 4711 TO lifeboat_reader;
-- expected
CREATE TABLE t (id int, note text);
ALTER TABLE t OWNER TO lifeboat_owner;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
SELECT lo_create(4711);
