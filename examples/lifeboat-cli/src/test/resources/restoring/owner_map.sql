-- options: --owner-map=lifeboat_owner=lifeboat_maker
-- roles: lifeboat_owner, lifeboat_maker, lifeboat_reader
CREATE TABLE t (id int);
ALTER TABLE t OWNER TO lifeboat_owner;
GRANT SELECT ON t TO lifeboat_reader;
-- expected
CREATE TABLE t (id int);
ALTER TABLE t OWNER TO lifeboat_maker;
GRANT SELECT ON t TO lifeboat_reader;
