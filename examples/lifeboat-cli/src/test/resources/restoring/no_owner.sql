-- options: --no-owner
-- roles: lifeboat_owner
CREATE TABLE t (id int);
ALTER TABLE t OWNER TO lifeboat_owner;
-- expected
CREATE TABLE t (id int);
