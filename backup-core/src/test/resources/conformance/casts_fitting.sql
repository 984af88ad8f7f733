-- covers: cast: without function
-- covers: cast: with function
-- pg_dump: before 16 it makes casts before those that make their functions fit
CREATE TYPE fitting;
CREATE FUNCTION fitting_in(cstring) RETURNS fitting LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION fitting_out(fitting) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE fitting (INPUT = fitting_in, OUTPUT = fitting_out, INTERNALLENGTH = variable, ALIGNMENT = int4);
CREATE CAST (text AS fitting) WITHOUT FUNCTION AS IMPLICIT;
CREATE FUNCTION to_text(int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE CAST (int AS fitting) WITH FUNCTION to_text(int);
CREATE CAST (fitting AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE FUNCTION from_text(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE CAST (fitting AS int) WITH FUNCTION from_text(text);
