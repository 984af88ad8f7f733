-- options: --jobs=1
-- refused: is not empty, it holds table public.beside
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- target
CREATE TABLE beside (id int);
-- expected
CREATE TABLE beside (id int);
