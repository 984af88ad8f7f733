-- covers: option: --no-table-access-method
-- options: --no-table-access-method
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE t (id int) USING heap2;
INSERT INTO t VALUES (1);
CREATE MATERIALIZED VIEW m USING heap2 AS SELECT 1 AS a;
-- expected
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
