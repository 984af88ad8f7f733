-- covers: option: --no-unlogged-table-data
-- options: --no-unlogged-table-data
CREATE UNLOGGED TABLE u (id int);
INSERT INTO u VALUES (1);
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
-- expected
CREATE UNLOGGED TABLE u (id int);
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
