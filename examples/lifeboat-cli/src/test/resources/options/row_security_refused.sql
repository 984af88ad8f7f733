-- covers: option: --enable-row-security
-- options: --jobs=1
-- roles: lifeboat_seer
-- role: lifeboat_seer
-- refused: row security hides rows
CREATE TABLE t (id int, seer name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (seer = current_user);
GRANT SELECT ON t TO lifeboat_seer;
ALTER ROLE lifeboat_seer LOGIN;
