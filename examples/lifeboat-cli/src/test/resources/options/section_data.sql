-- covers: option: --section
-- options: --section=data
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT i, 'note ' || i FROM generate_series(1, 1000) AS i;
CREATE SEQUENCE s;
SELECT setval('s', 42);
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
-- target
CREATE TABLE t (id int, note text);
CREATE SEQUENCE s;
-- expected
CREATE TABLE t (id int, note text);
INSERT INTO t SELECT i, 'note ' || i FROM generate_series(1, 1000) AS i;
CREATE SEQUENCE s;
SELECT setval('s', 42);
