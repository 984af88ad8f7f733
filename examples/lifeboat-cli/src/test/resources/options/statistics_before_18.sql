-- covers: option: --statistics
-- options: --statistics
-- until: 17
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT i, 'note ' || i % 3 FROM generate_series(1, 1000) AS i;
-- next transaction
ANALYZE t;
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT i, 'note ' || i % 3 FROM generate_series(1, 1000) AS i;
