-- covers: privileges: tables and columns
-- covers: privileges: grant option and grantor
-- covers: privileges: revoked from owner or PUBLIC
-- pg_dump: it grants in the order of the list, where some grant before they may
-- roles: lifeboat_owner, lifeboat_reader, lifeboat_third, lifeboat_fourth
CREATE TABLE late_right (a int, b int);
GRANT SELECT, INSERT ON late_right TO lifeboat_reader WITH GRANT OPTION;
SET SESSION AUTHORIZATION lifeboat_reader;
GRANT SELECT, INSERT ON late_right TO lifeboat_third WITH GRANT OPTION;
SET SESSION AUTHORIZATION lifeboat_third;
GRANT SELECT ON late_right TO lifeboat_fourth;
GRANT INSERT (a) ON late_right TO lifeboat_fourth;
RESET SESSION AUTHORIZATION;
GRANT SELECT, INSERT ON late_right TO lifeboat_third WITH GRANT OPTION;
SET SESSION AUTHORIZATION lifeboat_reader;
REVOKE SELECT, INSERT ON late_right FROM lifeboat_third;
RESET SESSION AUTHORIZATION;
CREATE TABLE owner_has_less (a int);
ALTER TABLE owner_has_less OWNER TO lifeboat_owner;
SET SESSION AUTHORIZATION lifeboat_owner;
REVOKE UPDATE, DELETE ON owner_has_less FROM lifeboat_owner;
GRANT UPDATE ON owner_has_less TO lifeboat_reader WITH GRANT OPTION;
GRANT SELECT ON owner_has_less TO lifeboat_owner WITH GRANT OPTION;
GRANT SELECT ON owner_has_less TO PUBLIC;
RESET SESSION AUTHORIZATION;
