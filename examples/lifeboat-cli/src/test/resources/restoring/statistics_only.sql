-- options: --statistics-only --no-analyze
-- dump: --statistics
CREATE TABLE t (id int);
INSERT INTO t SELECT generate_series(1, 1000);
-- next transaction
ANALYZE t;
-- target
CREATE TABLE t (id int);
-- expected
CREATE TABLE t (id int);
-- then
SELECT reltuples = 1000 FROM pg_class WHERE relname = 't';
