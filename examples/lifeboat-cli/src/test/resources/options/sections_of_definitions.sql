-- covers: option: --section
-- options: --section=pre-data --section post-data
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one');
CREATE INDEX ON t (note);
CREATE SEQUENCE s;
SELECT setval('s', 42);
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE INDEX ON t (note);
CREATE SEQUENCE s;
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
