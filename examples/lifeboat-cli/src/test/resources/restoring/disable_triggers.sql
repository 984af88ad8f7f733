-- options: --data-only --disable-triggers
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- target
CREATE TABLE t (id int, note text);
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
-- expected
CREATE TABLE t (id int, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
