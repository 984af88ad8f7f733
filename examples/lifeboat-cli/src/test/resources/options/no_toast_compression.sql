-- covers: option: --no-toast-compression
-- options: --no-toast-compression
-- since: 14
CREATE TABLE t (a text COMPRESSION pglz, b text);
INSERT INTO t VALUES (repeat('x', 10000), 'y');
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET COMPRESSION pglz;
-- expected
CREATE TABLE t (a text, b text);
INSERT INTO t VALUES (repeat('x', 10000), 'y');
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
