-- covers: option: --serializable-deferrable
-- options: --serializable-deferrable --jobs=2
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
CREATE TABLE u (id int);
INSERT INTO u SELECT generate_series(1, 1000);
-- expected
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
CREATE TABLE u (id int);
INSERT INTO u SELECT generate_series(1, 1000);
