-- covers: inheritance: differing columns
-- covers: inheritance: local constraints
-- covers: column: generated stored
CREATE TABLE parent (id int PRIMARY KEY, a int DEFAULT 1 NOT NULL, b text CHECK (b <> ''), c int);
CREATE TABLE other (a int, d int NOT NULL);
CREATE TABLE child (e int, c int DEFAULT 5) INHERITS (parent, other);
CREATE TABLE grandchild (CONSTRAINT own CHECK (e > 0)) INHERITS (child);
ALTER TABLE child ALTER COLUMN a SET DEFAULT 7;
ALTER TABLE child ALTER COLUMN c SET NOT NULL;
ALTER TABLE grandchild ALTER COLUMN a DROP DEFAULT;
CREATE TABLE late (LIKE parent INCLUDING ALL, x int);
ALTER TABLE late INHERIT parent;
INSERT INTO parent VALUES (1); INSERT INTO child (id, a, d, c) VALUES (2, 3, 4, 5); INSERT INTO grandchild (id, a, d, c, e) VALUES (3, 3, 3, 3, 3);
CREATE TABLE no_default (a int) INHERITS (parent);
CREATE TABLE merged (id int, b text, z int) INHERITS (parent);
CREATE TABLE gen_parent (a int, g int GENERATED ALWAYS AS (a + 1) STORED);
CREATE TABLE gen_child (z int) INHERITS (gen_parent);
INSERT INTO gen_child (a, z) VALUES (1, 2);
