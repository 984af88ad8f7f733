-- covers: option: --section
-- options: --section=post-data
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one');
CREATE INDEX ON t (note);
CREATE TABLE u (t_id int REFERENCES t);
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
COMMENT ON INDEX t_note_idx IS 'an index';
COMMENT ON TABLE t IS 'a table';
-- target
CREATE TABLE t (id int NOT NULL, note text);
INSERT INTO t VALUES (1, 'one');
CREATE TABLE u (t_id int);
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t WITH NO DATA;
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one');
CREATE INDEX ON t (note);
CREATE TABLE u (t_id int REFERENCES t);
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
COMMENT ON INDEX t_note_idx IS 'an index';
