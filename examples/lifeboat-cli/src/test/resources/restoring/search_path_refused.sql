-- options: --no-analyze
-- refused: in PL/pgSQL function public.twice(integer) line 1 at RETURN
-- refused: restore with --search-path
CREATE TABLE factor (n int);
CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1 * (SELECT n FROM factor); END';
CREATE TABLE t (id int, twice int GENERATED ALWAYS AS (public.twice(id)) STORED);
INSERT INTO t VALUES (1), (2);
-- expected
CREATE TABLE factor (n int);
CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1 * (SELECT n FROM factor); END';
CREATE TABLE t (id int, twice int GENERATED ALWAYS AS (public.twice(id)) STORED);
