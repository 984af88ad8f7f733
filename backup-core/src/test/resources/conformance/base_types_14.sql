-- covers: type: base with subscripts
-- covers: type: multirange
-- since: 14
CREATE TYPE vector;
CREATE FUNCTION vector_in(cstring) RETURNS vector LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION vector_out(vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE FUNCTION vector_part(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'raw_array_subscript_handler';
CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out, INTERNALLENGTH = 16, ELEMENT = float8, SUBSCRIPT = vector_part, ALIGNMENT = double);
CREATE TABLE t (a vector, CHECK (a[0] > 0));
INSERT INTO t VALUES ('(1,2)');
CREATE TYPE canonical;
CREATE FUNCTION canonical(canonical) RETURNS canonical LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE canonical AS RANGE (SUBTYPE = int, CANONICAL = canonical, MULTIRANGE_TYPE_NAME = "ma ny");
CREATE TABLE r (a canonical, b "ma ny");
INSERT INTO r VALUES ('(1,5]', '{[1,2],[5,6]}');
CREATE SCHEMA other;
CREATE TYPE named AS RANGE (SUBTYPE = int2, MULTIRANGE_TYPE_NAME = other."many ""of them");
COMMENT ON TYPE other."many ""of them" IS 'comes with its range';
