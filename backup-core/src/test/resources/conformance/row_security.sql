-- covers: policy: commands, roles, restrictive
-- covers: row security: forced
-- roles: lifeboat_owner, lifeboat_reader
CREATE TABLE t (id int, who text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON t USING (true) WITH CHECK (id > 0);
CREATE POLICY "read it" ON t AS RESTRICTIVE FOR SELECT TO lifeboat_reader, lifeboat_owner USING (who = current_user);
CREATE POLICY ins ON t FOR INSERT TO CURRENT_USER WITH CHECK (who <> '');
CREATE POLICY upd ON t FOR UPDATE USING (id IN (SELECT 1));
CREATE POLICY del ON t FOR DELETE TO PUBLIC USING (false);
COMMENT ON POLICY del ON t IS 'nobody deletes';
CREATE TABLE only_forced (a int);
ALTER TABLE only_forced FORCE ROW LEVEL SECURITY;
INSERT INTO t VALUES (1, 'x'), (-1, 'y');
