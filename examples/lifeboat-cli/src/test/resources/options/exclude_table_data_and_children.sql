-- covers: option: --exclude-table-data-and-children
-- options: --exclude-table-data-and-children=parts
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts DEFAULT;
CREATE TABLE stays (id int);
INSERT INTO parts VALUES (1);
INSERT INTO stays VALUES (1);
-- expected
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts DEFAULT;
CREATE TABLE stays (id int);
INSERT INTO stays VALUES (1);
