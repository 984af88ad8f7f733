-- options: --data-only --no-analyze
-- roles: lifeboat_loader
-- role: lifeboat_loader
-- warns: Triggers of the target fire while data is loaded
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- target
CREATE TABLE t (id int, note text);
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
GRANT INSERT, SELECT ON t TO lifeboat_loader;
ALTER ROLE lifeboat_loader LOGIN;
-- expected
CREATE TABLE t (id int, note text);
INSERT INTO t VALUES (1, 'fired'), (2, 'fired');
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
GRANT INSERT, SELECT ON t TO lifeboat_loader;
ALTER ROLE lifeboat_loader LOGIN;
