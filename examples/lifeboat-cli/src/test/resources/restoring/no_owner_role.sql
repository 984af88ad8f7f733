-- options: -O --role=lifeboat_maker
-- roles: lifeboat_owner, lifeboat_maker
CREATE TABLE t (id int);
ALTER TABLE t OWNER TO lifeboat_owner;
-- target
GRANT CREATE ON SCHEMA public TO lifeboat_maker;
-- expected
GRANT CREATE ON SCHEMA public TO lifeboat_maker;
CREATE TABLE t (id int);
ALTER TABLE t OWNER TO lifeboat_maker;
