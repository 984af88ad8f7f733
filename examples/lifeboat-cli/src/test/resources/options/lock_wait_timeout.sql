-- covers: option: --lock-wait-timeout
-- options: --lock-wait-timeout=10s
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
-- expected
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
