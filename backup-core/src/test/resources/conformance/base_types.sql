-- covers: type: base
-- covers: type: shell
-- covers: type: range with canonical function and difference
-- covers: privileges: types and domains
-- roles: lifeboat_owner, lifeboat_reader
CREATE SCHEMA "ba""se";
CREATE TYPE "ba""se"."ty""pe
%s";
CREATE FUNCTION "ba""se"."in %s"(cstring, oid, integer) RETURNS "ba""se"."ty""pe
%s" LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
CREATE FUNCTION "ba""se".out("ba""se"."ty""pe
%s") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
CREATE FUNCTION "ba""se".receive(internal, oid, integer) RETURNS "ba""se"."ty""pe
%s" LANGUAGE internal IMMUTABLE STRICT AS 'varcharrecv';
CREATE FUNCTION "ba""se".send("ba""se"."ty""pe
%s") RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'varcharsend';
CREATE FUNCTION "ba""se".analyze(internal) RETURNS boolean LANGUAGE internal STRICT AS 'array_typanalyze';
CREATE TYPE "ba""se"."ty""pe
%s" (
  INTERNALLENGTH = variable, INPUT = "ba""se"."in %s", OUTPUT = "ba""se".out,
  RECEIVE = "ba""se".receive, SEND = "ba""se".send, TYPMOD_IN = varchartypmodin,
  TYPMOD_OUT = varchartypmodout, ALIGNMENT = int4,
  STORAGE = external, CATEGORY = 'S', PREFERRED = true, DEFAULT = 'it''s "', DELIMITER = ';',
  COLLATABLE = true);
COMMENT ON TYPE "ba""se"."ty""pe
%s" IS 'it''s a base type';
COMMENT ON FUNCTION "ba""se".out("ba""se"."ty""pe
%s") IS 'its output';
ALTER TYPE "ba""se"."ty""pe
%s" OWNER TO lifeboat_owner;
REVOKE USAGE ON TYPE "ba""se"."ty""pe
%s" FROM PUBLIC;
GRANT USAGE ON TYPE "ba""se"."ty""pe
%s" TO lifeboat_reader WITH GRANT OPTION;

CREATE TYPE small;
CREATE FUNCTION small_in(cstring) RETURNS small LANGUAGE internal IMMUTABLE STRICT AS 'int2in';
CREATE FUNCTION small_out(small) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int2out';
CREATE TYPE small (INPUT = small_in, OUTPUT = small_out, LIKE = int2);
CREATE TYPE flag;
CREATE FUNCTION flag_in(cstring) RETURNS flag LANGUAGE internal IMMUTABLE STRICT AS 'boolin';
CREATE FUNCTION flag_out(flag) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'boolout';
CREATE TYPE flag (INPUT = flag_in, OUTPUT = flag_out, LIKE = boolean, DEFAULT = 'true');
CREATE TYPE pair;
CREATE FUNCTION pair_in(cstring) RETURNS pair LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION pair_out(pair) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE pair (INPUT = pair_in, OUTPUT = pair_out, INTERNALLENGTH = 16, ELEMENT = float8, ALIGNMENT = double);

CREATE TYPE analyzed;
CREATE FUNCTION analyzed_in(cstring) RETURNS analyzed LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION analyzed_out(analyzed) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE analyzed (INPUT = analyzed_in, OUTPUT = analyzed_out, ANALYZE = "ba""se".analyze, STORAGE = main);

CREATE TYPE "never made";
COMMENT ON TYPE "never made" IS 'a shell';
ALTER TYPE "never made" OWNER TO lifeboat_owner;
CREATE FUNCTION waits("never made") RETURNS int LANGUAGE internal AS 'int4abs';

CREATE TYPE canonical;
CREATE FUNCTION canonical(canonical) RETURNS canonical LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE FUNCTION difference(int, int) RETURNS float8 LANGUAGE internal IMMUTABLE STRICT AS 'int4range_subdiff';
CREATE TYPE canonical AS RANGE (SUBTYPE = int, CANONICAL = canonical, SUBTYPE_DIFF = difference);
ALTER TYPE canonical OWNER TO lifeboat_owner;

CREATE DOMAIN over AS "ba""se"."ty""pe
%s" DEFAULT 'd' CHECK (VALUE IS NOT NULL);
CREATE TABLE t (a "ba""se"."ty""pe
%s"(7), b small[], c flag, d pair, e canonical, f over, g "ba""se"."ty""pe
%s" COLLATE "C");
INSERT INTO t VALUES ('abc', '{1,2}', 'f', '(1,2)', '(1,5]', 'x');
INSERT INTO t DEFAULT VALUES;
