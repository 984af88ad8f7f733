-- covers: view: mutually recursive
-- covers: column: serial ownership
CREATE TABLE a (id int, v int);
CREATE FUNCTION next_v(a) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION default_v() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE a ALTER COLUMN v SET DEFAULT next_v(NULL::a);
ALTER TABLE a ADD CONSTRAINT uses_row CHECK (next_v(a) > 0);
CREATE DOMAIN d AS int;
CREATE FUNCTION check_d(d) RETURNS bool LANGUAGE sql AS 'SELECT true';
ALTER DOMAIN d ADD CONSTRAINT by_function CHECK (check_d(VALUE));
COMMENT ON CONSTRAINT by_function ON DOMAIN d IS 'a loop';
CREATE TABLE holder (x d DEFAULT 3);
CREATE SEQUENCE s;
CREATE TABLE owner_of_s (id int DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY owner_of_s.id;
CREATE VIEW x AS SELECT 1 AS n, 'a'::text COLLATE "C" AS t;
CREATE VIEW y AS SELECT * FROM x;
CREATE VIEW z AS SELECT * FROM y;
CREATE OR REPLACE VIEW x AS SELECT n, t FROM z;
INSERT INTO a VALUES (1, 1);
