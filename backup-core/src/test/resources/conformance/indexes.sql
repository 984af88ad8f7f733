-- covers: index: methods
-- covers: index: expressions
-- covers: index: partial
-- covers: index: collations and operator classes
-- covers: index: including columns
-- covers: index: statistics on expression columns
-- covers: statistics: kinds and target
-- covers: table: cluster marker
CREATE TABLE t (a int, b text, c jsonb, d int[]);
CREATE INDEX "Odd ""index""" ON t (a DESC NULLS LAST, lower(b) COLLATE "C" text_pattern_ops) INCLUDE (c) WITH (fillfactor = 60) WHERE a > 0;
CREATE INDEX hashed ON t USING hash (b);
CREATE INDEX gin ON t USING gin (c jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX brin ON t USING brin (a int4_minmax_ops) WITH (pages_per_range = 16);
CREATE INDEX expr ON t ((a + 1), (b || 'x'));
ALTER INDEX expr ALTER COLUMN 1 SET STATISTICS 400;
CREATE UNIQUE INDEX uniq ON t (a);
ALTER TABLE t CLUSTER ON uniq;
COMMENT ON INDEX hashed IS 'hash';
CREATE STATISTICS st (dependencies, mcv) ON a, b FROM t;
ALTER STATISTICS st SET STATISTICS 50;
COMMENT ON STATISTICS st IS 'stats';
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t WITH DATA;
CREATE UNIQUE INDEX m_a ON m (a);
INSERT INTO t SELECT g, 'v' || g, jsonb_build_object('k', g), ARRAY[g] FROM generate_series(1, 100) g;
REFRESH MATERIALIZED VIEW m;
