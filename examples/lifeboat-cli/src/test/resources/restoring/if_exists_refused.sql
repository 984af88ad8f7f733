-- options: --if-exists
-- refused: --if-exists needs --clean
CREATE TABLE t (id int);
-- expected
