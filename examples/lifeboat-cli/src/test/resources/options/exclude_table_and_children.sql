-- covers: option: --exclude-table-and-children
-- options: --exclude-table-and-children=parts
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts FOR VALUES FROM (0) TO (5) PARTITION BY RANGE (n);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
CREATE TABLE stays (id int);
INSERT INTO parts VALUES (1), (2);
INSERT INTO stays VALUES (1);
-- expected
CREATE TABLE stays (id int);
INSERT INTO stays VALUES (1);
