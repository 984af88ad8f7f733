-- covers: privileges: tables and columns
-- covers: privileges: of system objects and extension members
-- roles: lifeboat_owner, lifeboat_reader
-- What is revoked on a relation is revoked on its columns, so that theirs must come after it.
CREATE EXTENSION pg_stat_statements;
REVOKE SELECT ON pg_stat_statements FROM PUBLIC;
GRANT SELECT (queryid, calls) ON pg_stat_statements TO PUBLIC;
REVOKE SELECT ON pg_catalog.pg_proc FROM PUBLIC;
GRANT SELECT (oid, proname) ON pg_catalog.pg_proc TO PUBLIC;
REVOKE SELECT (oid, subname) ON pg_catalog.pg_subscription FROM PUBLIC;
CREATE TABLE kept (a int, b int);
REVOKE ALL ON kept FROM CURRENT_USER;
GRANT SELECT (a), UPDATE (b) ON kept TO CURRENT_USER;
GRANT SELECT (a), INSERT (a, b) ON kept TO lifeboat_owner WITH GRANT OPTION;
SET ROLE lifeboat_owner;
GRANT SELECT (a) ON kept TO lifeboat_reader;
RESET ROLE;
GRANT SELECT (ctid, tableoid, xmin) ON kept TO PUBLIC;
CREATE MATERIALIZED VIEW seen AS SELECT 1 AS a, 2 AS b;
GRANT SELECT (b, ctid) ON seen TO lifeboat_reader;
CREATE SEQUENCE numbers;
REVOKE ALL ON numbers FROM CURRENT_USER;
GRANT SELECT (last_value) ON numbers TO lifeboat_reader;
