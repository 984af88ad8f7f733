-- covers: constraint: named NOT NULL
-- covers: constraint: NOT NULL NOT VALID
-- covers: column: generated virtual
-- since: 18
CREATE TABLE p (a int CONSTRAINT named_nn NOT NULL, b int NOT NULL NO INHERIT, c int, d int GENERATED ALWAYS AS (a + 1) VIRTUAL);
ALTER TABLE p ADD CONSTRAINT later NOT NULL c NOT VALID;
CREATE TABLE c (x int) INHERITS (p);
ALTER TABLE c ALTER COLUMN b SET NOT NULL;
COMMENT ON CONSTRAINT named_nn ON p IS 'named';
INSERT INTO p (a, b, c) VALUES (1, 2, 3);
CREATE TABLE k (id int PRIMARY KEY);
CREATE TABLE part (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
