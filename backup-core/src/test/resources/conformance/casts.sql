-- covers: cast: without function
-- covers: cast: with function
CREATE TYPE small;
CREATE FUNCTION small_in(cstring) RETURNS small LANGUAGE internal IMMUTABLE STRICT AS 'int2in';
CREATE FUNCTION small_out(small) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int2out';
CREATE TYPE small (INPUT = small_in, OUTPUT = small_out, LIKE = int2);
CREATE CAST (small AS int2) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (int2 AS small) WITHOUT FUNCTION;
CREATE CAST (int8 AS small) WITH INOUT;
COMMENT ON CAST (small AS int2) IS 'the same bytes';
CREATE FUNCTION limited(small, int, bool) RETURNS small LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE CAST (small AS small) WITH FUNCTION limited(small, int, bool) AS ASSIGNMENT;
CREATE TABLE t (a small, b int2 DEFAULT '7'::small::int2);
INSERT INTO t VALUES ('1');
