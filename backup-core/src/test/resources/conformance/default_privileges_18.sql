-- covers: default privileges: large objects
-- since: 18
-- roles: lifeboat_owner, lifeboat_reader
ALTER DEFAULT PRIVILEGES FOR ROLE lifeboat_owner GRANT SELECT ON LARGE OBJECTS TO lifeboat_reader WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE lifeboat_owner REVOKE UPDATE ON LARGE OBJECTS FROM lifeboat_owner;
