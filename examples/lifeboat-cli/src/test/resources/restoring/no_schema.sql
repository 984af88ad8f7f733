-- options: --no-schema
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- target
CREATE TABLE t (id int, note text);
-- expected
CREATE TABLE t (id int, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
