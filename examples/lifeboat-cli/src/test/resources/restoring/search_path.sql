-- options: --search-path "public, \"my app\""
CREATE SCHEMA "my app";
CREATE TABLE "my app".factor AS SELECT 2 AS n;
CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1 * (SELECT n FROM factor); END';
SET search_path = public, "my app";
CREATE TABLE t (id int, twice int GENERATED ALWAYS AS (public.twice(id)) STORED);
INSERT INTO t VALUES (1), (2);
-- expected
CREATE SCHEMA "my app";
CREATE TABLE "my app".factor AS SELECT 2 AS n;
CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1 * (SELECT n FROM factor); END';
SET search_path = public, "my app";
CREATE TABLE t (id int, twice int GENERATED ALWAYS AS (public.twice(id)) STORED);
INSERT INTO t VALUES (1), (2);
