-- options: --section=pre-data --section=post-data
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE INDEX i ON t (note);
