-- covers: option: --no-owner
-- options: -O
-- roles: lifeboat_owner, lifeboat_reader
CREATE SCHEMA s AUTHORIZATION lifeboat_owner;
CREATE TABLE s.t (id serial);
ALTER TABLE s.t OWNER TO lifeboat_owner;
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION s.f() OWNER TO lifeboat_owner;
CREATE TYPE s.e AS ENUM ('a');
ALTER TYPE s.e OWNER TO lifeboat_owner;
CREATE VIEW s.v AS SELECT 1 AS a;
ALTER VIEW s.v OWNER TO lifeboat_owner;
ALTER SCHEMA public OWNER TO lifeboat_owner;
SELECT lo_create(4711);
ALTER LARGE OBJECT 4711 OWNER TO lifeboat_owner;
COMMENT ON TABLE s.t IS 'stays';
-- expected
CREATE SCHEMA s;
CREATE TABLE s.t (id serial);
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE s.e AS ENUM ('a');
CREATE VIEW s.v AS SELECT 1 AS a;
SELECT lo_create(4711);
COMMENT ON TABLE s.t IS 'stays';
