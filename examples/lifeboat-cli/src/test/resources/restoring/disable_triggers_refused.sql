-- options: --data-only --disable-triggers --no-analyze
-- roles: lifeboat_loader
-- role: lifeboat_loader
-- refused: Triggers of the target cannot be kept from firing
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
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
GRANT INSERT, SELECT ON t TO lifeboat_loader;
ALTER ROLE lifeboat_loader LOGIN;
