-- options: --data-only --no-analyze
-- roles: lifeboat_loader
-- role: lifeboat_loader
-- refused: query would be affected by row-level security policy
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- target
CREATE TABLE t (id int, note text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (true);
GRANT INSERT, SELECT ON t TO lifeboat_loader;
ALTER ROLE lifeboat_loader LOGIN;
-- expected
CREATE TABLE t (id int, note text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (true);
GRANT INSERT, SELECT ON t TO lifeboat_loader;
ALTER ROLE lifeboat_loader LOGIN;
