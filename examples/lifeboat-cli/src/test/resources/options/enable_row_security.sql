-- covers: option: --enable-row-security
-- options: --enable-row-security
-- roles: lifeboat_seer
-- role: lifeboat_seer
-- warns: Row security hides rows of 1 table
CREATE TABLE t (id int, seer name);
INSERT INTO t VALUES (1, 'lifeboat_seer'), (2, 'postgres');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (seer = current_user);
GRANT SELECT ON t TO lifeboat_seer;
CREATE TABLE u (id int);
INSERT INTO u VALUES (1);
GRANT SELECT ON u TO lifeboat_seer;
ALTER ROLE lifeboat_seer LOGIN;
-- expected
CREATE TABLE t (id int, seer name);
INSERT INTO t VALUES (1, 'lifeboat_seer');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (seer = current_user);
GRANT SELECT ON t TO lifeboat_seer;
CREATE TABLE u (id int);
INSERT INTO u VALUES (1);
GRANT SELECT ON u TO lifeboat_seer;
