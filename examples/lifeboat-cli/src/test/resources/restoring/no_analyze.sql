-- options: --no-analyze
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
-- expected
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
-- then
SELECT reltuples = -1 FROM pg_class WHERE relname = 't';
