-- options: --section=data --disable-triggers
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE TABLE u (id int PRIMARY KEY, note text);
INSERT INTO u VALUES (1, 'one');
-- target
CREATE TABLE t (id int, note text);
CREATE TABLE u (id int, note text);
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
ALTER TABLE t ENABLE ALWAYS TRIGGER guard;
CREATE TRIGGER guard BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION g();
ALTER TABLE u ENABLE REPLICA TRIGGER guard;
-- expected
CREATE TABLE t (id int, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE TABLE u (id int, note text);
INSERT INTO u VALUES (1, 'one');
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.note = ''fired''; RETURN new; END';
CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
ALTER TABLE t ENABLE ALWAYS TRIGGER guard;
CREATE TRIGGER guard BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION g();
ALTER TABLE u ENABLE REPLICA TRIGGER guard;
