-- covers: option: --table-and-children
-- options: --table-and-children=parts --table-and-children=base
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts FOR VALUES FROM (0) TO (5) PARTITION BY RANGE (n);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
CREATE TABLE base (a int);
CREATE TABLE heir (b int) INHERITS (base);
CREATE TABLE left_out (id int);
INSERT INTO parts VALUES (1), (2);
INSERT INTO heir VALUES (1, 2);
-- expected
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts FOR VALUES FROM (0) TO (5) PARTITION BY RANGE (n);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
CREATE TABLE base (a int);
CREATE TABLE heir (b int) INHERITS (base);
INSERT INTO parts VALUES (1), (2);
INSERT INTO heir VALUES (1, 2);
