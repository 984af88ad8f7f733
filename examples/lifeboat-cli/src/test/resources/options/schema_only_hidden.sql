-- covers: option: --schema-only
-- options: -s
-- roles: lifeboat_seer
-- role: lifeboat_seer
CREATE TABLE t (id serial, seer name);
INSERT INTO t (seer) VALUES ('postgres');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (seer = current_user);
GRANT SELECT ON t TO lifeboat_seer;
SELECT lo_create(4711);
ALTER ROLE lifeboat_seer LOGIN;
-- expected
CREATE TABLE t (id serial, seer name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (seer = current_user);
GRANT SELECT ON t TO lifeboat_seer;
