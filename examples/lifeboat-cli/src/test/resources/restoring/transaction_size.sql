-- options: --transaction-size=1 --allow-non-empty
-- refused: Could not restore TABLE public.b
-- refused: the target holds what was restored before that
CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE c (id int);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2);
INSERT INTO c VALUES (3);
-- target
CREATE TABLE b (other int);
-- expected
CREATE TABLE a (id int);
CREATE TABLE b (other int);
