-- options: --data-only --no-analyze --enable-row-security
-- roles: lifeboat_loader
-- role: lifeboat_loader
-- refused: COPY FROM not supported with row-level security
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
