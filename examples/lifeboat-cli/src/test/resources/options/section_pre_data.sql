-- covers: option: --section
-- options: --section=pre-data
CREATE TABLE t (id int PRIMARY KEY, note text DEFAULT 'x', CHECK (id > 0));
CREATE INDEX ON t (note);
INSERT INTO t VALUES (1, 'one');
CREATE SEQUENCE s;
SELECT setval('s', 42);
COMMENT ON TABLE t IS 'a table';
COMMENT ON INDEX t_note_idx IS 'an index';
-- expected
CREATE TABLE t (id int NOT NULL, note text DEFAULT 'x', CHECK (id > 0));
CREATE SEQUENCE s;
COMMENT ON TABLE t IS 'a table';
