-- covers: option: --statistics
-- options: --statistics
-- since: 18
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT i, 'note ' || i % 3 FROM generate_series(1, 1000) AS i;
CREATE INDEX half ON t ((id / 2));
-- next transaction
ANALYZE t;
INSERT INTO t SELECT i, 'later' FROM generate_series(1001, 1500) AS i;
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT i, 'note ' || i % 3 FROM generate_series(1, 1000) AS i;
CREATE INDEX half ON t ((id / 2));
INSERT INTO t SELECT i, 'later' FROM generate_series(1001, 1500) AS i;
-- then
SELECT (SELECT reltuples = 1000 FROM pg_class WHERE relname = 't'),
  (SELECT most_common_vals::text = '{"note 1","note 0","note 2"}' FROM pg_stats WHERE tablename = 't' AND attname = 'note'),
  EXISTS (SELECT FROM pg_stats WHERE tablename = 'half');
