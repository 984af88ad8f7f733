-- options: --no-privileges
-- roles: lifeboat_reader
CREATE TABLE t (id int);
GRANT SELECT ON t TO lifeboat_reader;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO lifeboat_reader;
-- expected
CREATE TABLE t (id int);
