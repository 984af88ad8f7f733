-- covers: inheritance: differing columns
-- covers: inheritance: local constraints
-- covers: partition: attached with another column order
-- covers: constraint: check inherited
CREATE TABLE a (id int NOT NULL, x int DEFAULT 1, y text);
CREATE TABLE b (id int, x int DEFAULT 1, z text NOT NULL);
CREATE TABLE ab (id int, own text NOT NULL, CHECK (own <> '')) INHERITS (a, b);
ALTER TABLE ab ALTER COLUMN y SET NOT NULL;
CREATE TABLE abc (id int NOT NULL, z text) INHERITS (ab);
ALTER TABLE a ADD CONSTRAINT shared CHECK (x > 0);
CREATE TABLE keeps (id int NOT NULL, x int, y text, CONSTRAINT shared CHECK (x > 0));
ALTER TABLE keeps INHERIT a;
CREATE TABLE left_alone (id int NOT NULL, x int, y text, CONSTRAINT shared CHECK (x > 0)) INHERITS (a);
ALTER TABLE left_alone NO INHERIT a;
CREATE TABLE parts (id int, at int, note text DEFAULT 'parent', kept int DEFAULT 4) PARTITION BY LIST (at);
CREATE TABLE parts_1 (kept int, gone int, note text DEFAULT 'child' NOT NULL, at int NOT NULL, id int CONSTRAINT own CHECK (id < 100));
ALTER TABLE parts_1 DROP COLUMN gone;
ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES IN (1, NULL);
CREATE TABLE parts_2 PARTITION OF parts (id NOT NULL, note DEFAULT 'two', CONSTRAINT c2 CHECK (id > 0)) FOR VALUES IN (2) PARTITION BY RANGE (id);
CREATE TABLE parts_2_1 PARTITION OF parts_2 FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
ALTER TABLE parts ADD CONSTRAINT everywhere CHECK (id <> 50);
ALTER TABLE ONLY parts_1 ALTER COLUMN note SET STATISTICS 5;
INSERT INTO parts VALUES (1, 1, 'x', 2), (2, 2, 'y', 3);
INSERT INTO abc (id, y, z, own) VALUES (1, 'y', 'z', 'o');
