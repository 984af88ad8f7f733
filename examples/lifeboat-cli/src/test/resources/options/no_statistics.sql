-- covers: option: --no-statistics
-- options: --no-statistics
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
-- expected
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
