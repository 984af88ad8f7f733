-- options: --index=i
-- filter: # rules
-- filter: include table t   # the table
-- filter: include table "a ""B"
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE TABLE "a ""B" (id int);
CREATE TABLE other (id int);
-- expected
CREATE TABLE t (id int NOT NULL, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE TABLE "a ""B" (id int);
