-- options: --data-only
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE SEQUENCE s;
SELECT setval('s', 7);
-- target
CREATE TABLE t (id int, note text);
CREATE SEQUENCE s;
-- expected
CREATE TABLE t (id int, note text);
CREATE SEQUENCE s;
INSERT INTO t VALUES (1, 'one'), (2, 'two');
SELECT setval('s', 7);
