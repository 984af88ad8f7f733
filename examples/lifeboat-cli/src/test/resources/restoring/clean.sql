-- options: --clean
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- target
CREATE TABLE t (id int PRIMARY KEY, former int);
CREATE INDEX i ON t (former);
CREATE TABLE beside (id int);
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE TABLE beside (id int);
