-- covers: constraint: unique NULLS NOT DISTINCT
-- covers: constraint: foreign key SET column list
-- covers: view: security invoker
-- covers: sequence: unlogged
-- since: 15
CREATE TABLE t (a int, b int, UNIQUE NULLS NOT DISTINCT (a));
CREATE TABLE r (x int, y int, t_id int, PRIMARY KEY (x, y));
CREATE TABLE f (x int, y int, FOREIGN KEY (x, y) REFERENCES r ON DELETE SET NULL (y));
CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;
CREATE UNLOGGED SEQUENCE us;
CREATE UNLOGGED TABLE ut (id int GENERATED ALWAYS AS IDENTITY, s serial);
ALTER SEQUENCE ut_id_seq SET LOGGED;
