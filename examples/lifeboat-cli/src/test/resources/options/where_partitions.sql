-- covers: option: --where
-- options: --where "parts:id > 2 AND b <> 'gone'"
CREATE TABLE parts (id int, b text) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (3);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (3) TO (9);
CREATE TABLE other (id int);
INSERT INTO parts VALUES (1, 'x'), (2, 'gone'), (3, 'y'), (4, 'gone'), (5, 'z');
INSERT INTO other VALUES (1);
-- expected
CREATE TABLE parts (id int, b text) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (3);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (3) TO (9);
CREATE TABLE other (id int);
INSERT INTO parts VALUES (3, 'y'), (5, 'z');
INSERT INTO other VALUES (1);
