-- options: -c --if-exists
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE TABLE missing (id int);
-- target
CREATE TABLE t (former int);
CREATE TABLE beside (id int);
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE TABLE missing (id int);
CREATE TABLE beside (id int);
