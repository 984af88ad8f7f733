-- covers: option: --filter
-- options: --exclude-table=one_more
-- filter: # rules
-- filter: include table t*   # both
-- filter: exclude table "t 2"
-- filter: exclude table_data t3
CREATE TABLE t1 (id int);
CREATE TABLE "t 2" (id int);
CREATE TABLE t3 (id int);
CREATE TABLE one_more (id int);
INSERT INTO t1 VALUES (1);
INSERT INTO t3 VALUES (1);
-- expected
CREATE TABLE t1 (id int);
CREATE TABLE t3 (id int);
INSERT INTO t1 VALUES (1);
