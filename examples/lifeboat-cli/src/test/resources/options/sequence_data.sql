-- covers: option: --sequence-data
-- options: --schema-only --sequence-data
CREATE TABLE t (id serial PRIMARY KEY, note text);
INSERT INTO t (note) VALUES ('one'), ('two');
CREATE SEQUENCE untouched START 7;
-- expected
CREATE TABLE t (id serial PRIMARY KEY, note text);
SELECT setval('t_id_seq', 2);
CREATE SEQUENCE untouched START 7;
