-- covers: transform
-- covers: function: transform types
CREATE SCHEMA "ty""pes";
CREATE TYPE "ty""pes"."po int" AS (x int, y int);
CREATE FUNCTION "ty""pes"."from"(internal) RETURNS internal LANGUAGE internal STRICT IMMUTABLE AS 'prsd_lextype';
CREATE FUNCTION "ty""pes"."to"(internal) RETURNS "ty""pes"."po int" LANGUAGE internal STRICT IMMUTABLE AS 'record_in';
CREATE TRANSFORM FOR "ty""pes"."po int" LANGUAGE plpgsql (FROM SQL WITH FUNCTION "ty""pes"."from"(internal), TO SQL WITH FUNCTION "ty""pes"."to"(internal));
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE TRANSFORM FOR int LANGUAGE plpgsql (TO SQL WITH FUNCTION int4recv(internal));
COMMENT ON TRANSFORM FOR "ty""pes"."po int" LANGUAGE plpgsql IS 'it''s a transform';
CREATE FUNCTION uses("ty""pes"."po int") RETURNS int LANGUAGE sql TRANSFORM FOR TYPE int AS 'SELECT 1';
