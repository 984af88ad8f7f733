-- covers: language: handlers, trusted or not
-- covers: privileges: languages
-- roles: lifeboat_owner, lifeboat_reader, "lifeboat ""x"
CREATE SCHEMA "han""dlers";
CREATE FUNCTION "han""dlers"."call %s"() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION "han""dlers".inline(internal) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION "han""dlers".validate(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE "pl/""quoted" HANDLER "han""dlers"."call %s" INLINE "han""dlers".inline VALIDATOR "han""dlers".validate;
CREATE LANGUAGE untrusted HANDLER "han""dlers"."call %s";
CREATE TRUSTED LANGUAGE private_pl HANDLER "han""dlers"."call %s" VALIDATOR "han""dlers".validate;
COMMENT ON LANGUAGE "pl/""quoted" IS 'it''s a language';
ALTER LANGUAGE "pl/""quoted" OWNER TO lifeboat_owner;
ALTER LANGUAGE untrusted OWNER TO lifeboat_owner;
GRANT USAGE ON LANGUAGE "pl/""quoted" TO lifeboat_reader WITH GRANT OPTION;
SET ROLE lifeboat_reader;
GRANT USAGE ON LANGUAGE "pl/""quoted" TO "lifeboat ""x";
RESET ROLE;
REVOKE ALL ON LANGUAGE private_pl FROM PUBLIC;
CREATE FUNCTION uses() RETURNS int LANGUAGE "pl/""quoted" AS 'BEGIN RETURN 1; END';
CREATE FUNCTION other() RETURNS int LANGUAGE untrusted AS 'BEGIN RETURN 2; END';
CREATE TABLE t (a int DEFAULT uses());
