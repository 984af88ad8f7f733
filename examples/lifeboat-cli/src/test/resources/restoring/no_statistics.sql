-- options: --no-statistics --no-analyze
-- dump: --statistics
CREATE TABLE t (id int);
INSERT INTO t SELECT generate_series(1, 1000);
-- next transaction
ANALYZE t;
-- expected
CREATE TABLE t (id int);
INSERT INTO t SELECT generate_series(1, 1000);
-- then
SELECT reltuples = -1 FROM pg_class WHERE relname = 't';
