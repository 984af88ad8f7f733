-- covers: option: --exclude-table-data
-- options: --exclude-table-data=log_* --exclude-table-data=parts
CREATE TABLE log_1 (id serial PRIMARY KEY);
CREATE TABLE log_2 (id int);
CREATE TABLE stays (id int);
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts DEFAULT;
INSERT INTO log_1 DEFAULT VALUES;
INSERT INTO log_2 VALUES (1);
INSERT INTO stays VALUES (1);
INSERT INTO parts VALUES (1);
-- expected
CREATE TABLE log_1 (id serial PRIMARY KEY);
CREATE TABLE log_2 (id int);
CREATE TABLE stays (id int);
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE p1 PARTITION OF parts DEFAULT;
INSERT INTO stays VALUES (1);
INSERT INTO parts VALUES (1);
