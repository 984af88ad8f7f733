-- covers: index: methods
-- covers: index: ONLY and attached
-- covers: table: replica identity
CREATE TABLE t (a point, b inet, c text, d int4range);
CREATE INDEX spgist_point ON t USING spgist (a kd_point_ops) WITH (fillfactor = 80);
CREATE INDEX spgist_inet ON t USING spgist (b inet_ops);
CREATE INDEX gist_range ON t USING gist (d, a) WITH (buffering = on);
CREATE INDEX brin_auto ON t USING brin (b inet_inclusion_ops, c) WITH (autosummarize = on);
ALTER TABLE t REPLICA IDENTITY FULL;
CREATE TABLE p (a int NOT NULL, b text) PARTITION BY RANGE (a);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (a);
CREATE TABLE p_1_1 PARTITION OF p_1 FOR VALUES FROM (0) TO (5);
CREATE TABLE p_1_2 PARTITION OF p_1 FOR VALUES FROM (5) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE INDEX whole ON p (lower(b)) WHERE a > 0;
CREATE UNIQUE INDEX half ON ONLY p (a);
CREATE UNIQUE INDEX "half ""2" ON p_2 (a);
ALTER INDEX half ATTACH PARTITION "half ""2";
CREATE UNIQUE INDEX half_1 ON p_1 (a);
ALTER TABLE p_1_1 CLUSTER ON p_1_1_a_idx;
ALTER TABLE p_2 REPLICA IDENTITY USING INDEX "half ""2";
COMMENT ON INDEX half IS 'not yet whole';
COMMENT ON INDEX p_1_1_a_idx IS 'made with half_1';
INSERT INTO t VALUES ('(1,2)', '10.0.0.1/8', 'x', '[1,2)');
INSERT INTO p VALUES (1, 'A'), (7, 'B'), (11, 'C');
