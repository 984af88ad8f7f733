-- covers: option: --extension
-- options: --extension=hstore
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE TABLE t (h hstore);
INSERT INTO t VALUES ('a => 1');
CREATE CAST (text AS hstore) WITH INOUT;
-- expected
CREATE EXTENSION hstore;
CREATE TABLE t (h hstore);
INSERT INTO t VALUES ('a => 1');
