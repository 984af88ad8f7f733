-- covers: option: --table
-- warns: Nothing matches --table=app.s*
-- options: --table=t -t "app.s*" -t "\"Mixed\""
CREATE TABLE t (id serial PRIMARY KEY, note text);
COMMENT ON COLUMN t.note IS 'goes with the table';
CREATE INDEX ON t (note);
INSERT INTO t (note) VALUES ('one');
CREATE SCHEMA app;
CREATE TABLE left_out (id int);
CREATE TABLE "Mixed" (id int);
CREATE TABLE mixed (id int);
CREATE FUNCTION left_out() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- expected
CREATE TABLE t (id serial PRIMARY KEY, note text);
COMMENT ON COLUMN t.note IS 'goes with the table';
CREATE INDEX ON t (note);
INSERT INTO t (note) VALUES ('one');
CREATE TABLE "Mixed" (id int);
