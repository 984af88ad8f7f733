-- options: --role=lifeboat_maker
-- roles: lifeboat_maker
-- refused: permission denied for schema public
CREATE TABLE t (id int);
-- expected
