-- covers: column: generated stored
-- covers: inheritance: differing columns
CREATE TABLE parent (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE joined (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int);
ALTER TABLE joined INHERIT parent;
CREATE TABLE unadorned (b int, c int) INHERITS (parent);
CREATE TABLE grandchild (b int) INHERITS (joined);
CREATE TABLE parts (a int, b int GENERATED ALWAYS AS (a * 2) STORED) PARTITION BY LIST (a);
CREATE TABLE attached (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
ALTER TABLE parts ATTACH PARTITION attached FOR VALUES IN (1);
INSERT INTO joined (a, c) VALUES (1, 2);
INSERT INTO grandchild (a, c) VALUES (3, 4);
