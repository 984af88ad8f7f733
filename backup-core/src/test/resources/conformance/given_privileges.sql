-- covers: privileges: of system objects and extension members
-- covers: privileges: grant option and grantor
-- roles: lifeboat_owner, lifeboat_reader, "lifeboat ""x"
CREATE SCHEMA ext;
GRANT USAGE ON SCHEMA ext TO PUBLIC;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION pg_stat_statements SCHEMA ext;
CREATE EXTENSION postgres_fdw;
REVOKE EXECUTE ON FUNCTION ext.hstore(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ext.hstore(text, text) TO "lifeboat ""x" WITH GRANT OPTION;
SET ROLE "lifeboat ""x";
GRANT EXECUTE ON FUNCTION ext.hstore(text, text) TO lifeboat_reader;
RESET ROLE;
REVOKE SELECT ON ext.pg_stat_statements FROM PUBLIC;
GRANT SELECT (query, calls) ON ext.pg_stat_statements TO lifeboat_reader;
REVOKE USAGE ON TYPE ext.hstore FROM PUBLIC;
GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO lifeboat_reader;
GRANT SELECT ON pg_catalog.pg_authid TO lifeboat_reader;
REVOKE SELECT ON pg_catalog.pg_tables FROM PUBLIC;
GRANT SELECT (rolpassword) ON pg_catalog.pg_authid TO "lifeboat ""x";
GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text) TO lifeboat_reader;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) FROM PUBLIC;
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
GRANT USAGE ON LANGUAGE plpgsql TO lifeboat_owner WITH GRANT OPTION;
REVOKE USAGE ON LANGUAGE sql FROM PUBLIC;
GRANT CREATE ON SCHEMA pg_catalog TO lifeboat_owner;
REVOKE USAGE ON TYPE pg_catalog.box FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.percentile_cont(float8, float8) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.count() FROM PUBLIC;
