-- covers: access method: of tables
-- covers: access method: of indexes
-- covers: table: access method
CREATE ACCESS METHOD "heap ""2
%s" TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD btree2 TYPE INDEX HANDLER bthandler;
COMMENT ON ACCESS METHOD btree2 IS 'it''s a method';
CREATE SCHEMA am;
CREATE FUNCTION am."handler x"(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE ACCESS METHOD own TYPE TABLE HANDLER am."handler x";
CREATE TABLE t (a int) USING "heap ""2
%s";
CREATE TABLE u (a int PRIMARY KEY) USING own;
CREATE MATERIALIZED VIEW m USING own AS SELECT 1 AS a;
CREATE TABLE usual (a int);
INSERT INTO t VALUES (1), (2);
INSERT INTO u VALUES (1), (2);
