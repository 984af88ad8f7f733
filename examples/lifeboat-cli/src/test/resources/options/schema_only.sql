-- covers: option: --schema-only
-- options: --schema-only
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, NULL);
CREATE SEQUENCE s;
SELECT nextval('s');
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t;
SELECT lo_from_bytea(4711, 'large');
COMMENT ON TABLE t IS 'stays';
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE SEQUENCE s;
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t WITH NO DATA;
COMMENT ON TABLE t IS 'stays';
