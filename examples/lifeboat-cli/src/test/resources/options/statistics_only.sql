-- covers: option: --statistics-only
-- options: --statistics-only
-- since: 18
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT i, 'note ' || i % 3 FROM generate_series(1, 1000) AS i;
-- next transaction
ANALYZE t;
-- target
CREATE TABLE t (id int PRIMARY KEY, note text);
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
-- then
SELECT (SELECT reltuples = 1000 FROM pg_class WHERE relname = 't'),
  EXISTS (SELECT FROM pg_stats WHERE tablename = 't' AND attname = 'note');
