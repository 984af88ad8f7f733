-- covers: option: --no-owner
-- options: --no-owner
-- roles: lifeboat_owner, lifeboat_reader
CREATE TABLE t (id int);
ALTER TABLE t OWNER TO lifeboat_owner;
GRANT SELECT ON t TO lifeboat_reader;
-- expected
CREATE TABLE t (id int);
GRANT SELECT ON t TO lifeboat_reader;
