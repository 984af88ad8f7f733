-- options: --clean
-- refused: Could not drop TABLE public.missing
CREATE TABLE missing (id int);
-- target
CREATE TABLE beside (id int);
-- expected
CREATE TABLE beside (id int);
