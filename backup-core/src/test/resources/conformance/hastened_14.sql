-- pg_dump: it makes the tables before the functions that they need and that need the key of another
-- since: 14
CREATE TABLE a (id int PRIMARY KEY, b text);
CREATE TABLE parts (id int PRIMARY KEY, b text) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE FUNCTION f(int) RETURNS bigint IMMUTABLE LANGUAGE sql BEGIN ATOMIC SELECT count(*) + length(b) + $1 FROM a GROUP BY id; END;
CREATE FUNCTION g(int) RETURNS bigint IMMUTABLE LANGUAGE sql BEGIN ATOMIC SELECT count(*) + length(b) + $1 + f($1) FROM parts GROUP BY id; END;
CREATE TABLE t (x int, y bigint GENERATED ALWAYS AS (f(x)) STORED, z bigint GENERATED ALWAYS AS (g(x)) STORED);
CREATE TABLE u (x int) PARTITION BY RANGE (f(x));
CREATE TABLE u_default PARTITION OF u DEFAULT;
CREATE TABLE v (x int CHECK (f(x) > 0 OR x > 0), y bigint DEFAULT f(3));
CREATE FUNCTION late() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) + length(b) FROM a GROUP BY id; END;
CREATE VIEW w AS SELECT b, count(*) FROM a GROUP BY id;
INSERT INTO t VALUES (1), (2);
INSERT INTO u VALUES (1);
INSERT INTO v VALUES (1);

