-- covers: option: --no-comments
-- options: --no-comments
CREATE TABLE t (id int CONSTRAINT positive CHECK (id > 0));
COMMENT ON TABLE t IS 'of a table';
COMMENT ON COLUMN t.id IS 'of a column';
COMMENT ON CONSTRAINT positive ON t IS 'of a constraint';
CREATE INDEX i ON t (id);
COMMENT ON INDEX i IS 'of an index';
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION f() IS 'of a function';
COMMENT ON SCHEMA public IS 'of a schema';
SELECT lo_create(4711);
COMMENT ON LARGE OBJECT 4711 IS 'of a large object';
-- expected
CREATE TABLE t (id int CONSTRAINT positive CHECK (id > 0));
CREATE INDEX i ON t (id);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
SELECT lo_create(4711);
