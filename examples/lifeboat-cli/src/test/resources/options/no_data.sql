-- covers: option: --no-data
-- options: --no-data
CREATE TABLE t (id serial PRIMARY KEY, note text);
INSERT INTO t (note) VALUES ('one');
SELECT lo_from_bytea(4711, 'large');
-- expected
CREATE TABLE t (id serial PRIMARY KEY, note text);
