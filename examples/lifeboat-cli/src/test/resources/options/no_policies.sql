-- covers: option: --no-policies
-- options: --no-policies
-- roles: lifeboat_reader
CREATE TABLE t (id int, owner name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t TO lifeboat_reader USING (owner = current_user);
COMMENT ON POLICY own ON t IS 'goes too';
INSERT INTO t VALUES (1, 'a');
CREATE TABLE forced (id int);
ALTER TABLE forced ENABLE ROW LEVEL SECURITY;
ALTER TABLE forced FORCE ROW LEVEL SECURITY;
-- expected
CREATE TABLE t (id int, owner name);
INSERT INTO t VALUES (1, 'a');
CREATE TABLE forced (id int);
ALTER TABLE forced FORCE ROW LEVEL SECURITY;
