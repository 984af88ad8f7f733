-- options: --keep-going --no-data-for-failed-tables --allow-non-empty
-- refused: TABLE public.b
-- refused: everything else is in the target
-- warns: Could not restore TABLE public.b
CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE c (id int);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2);
INSERT INTO c VALUES (3);
-- target
CREATE TABLE b (id int, more int);
-- expected
CREATE TABLE a (id int);
CREATE TABLE b (id int, more int);
CREATE TABLE c (id int);
INSERT INTO a VALUES (1);
INSERT INTO c VALUES (3);
