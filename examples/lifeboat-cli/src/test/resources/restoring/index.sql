-- options: --table=t --index=i
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
CREATE INDEX j ON t (id, note);
-- expected
CREATE TABLE t (id int NOT NULL, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
