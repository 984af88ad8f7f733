-- options: --statistics --no-analyze
-- dump: --statistics
CREATE TABLE t (id int);
INSERT INTO t SELECT generate_series(1, 1000);
-- next transaction
ANALYZE t;
INSERT INTO t VALUES (1001);
-- expected
CREATE TABLE t (id int);
INSERT INTO t SELECT generate_series(1, 1001);
-- then
SELECT reltuples = 1000 FROM pg_class WHERE relname = 't';
