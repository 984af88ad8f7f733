-- covers: operator
-- covers: cast: with function
-- covers: cast: with inout
-- roles: lifeboat_owner
CREATE FUNCTION same(text, text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = same, COMMUTATOR = ===, NEGATOR = !==, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR !== (LEFTARG = text, RIGHTARG = text, FUNCTION = same, NEGATOR = ===);
CREATE SCHEMA other;
CREATE OPERATOR other.@# (RIGHTARG = int, FUNCTION = int4abs);
COMMENT ON OPERATOR === (text, text) IS 'same';
ALTER OPERATOR === (text, text) OWNER TO lifeboat_owner;
CREATE TYPE celsius AS (v float8);
CREATE FUNCTION celsius_text(celsius) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.v::text';
CREATE CAST (celsius AS text) WITH FUNCTION celsius_text(celsius) AS ASSIGNMENT;
COMMENT ON CAST (celsius AS text) IS 'a cast';
CREATE TYPE kind AS ENUM ('a');
CREATE CAST (kind AS text) WITH INOUT AS IMPLICIT;
CREATE DOMAIN d AS text;
CREATE VIEW uses AS SELECT 'a'::text OPERATOR(public.===) 'b'::text AS x, OPERATOR(other.@#) 3 AS y;
