-- covers: function: SQL-standard body
-- covers: procedure: OUT arguments
-- since: 14
CREATE TABLE data (id int PRIMARY KEY, v text);
CREATE FUNCTION standard(p int) RETURNS text LANGUAGE sql STABLE RETURN (SELECT v FROM data WHERE id = p);
CREATE PROCEDURE do_it(INOUT a int) LANGUAGE sql BEGIN ATOMIC INSERT INTO data VALUES (a, 'x'); SELECT a; END;
CREATE FUNCTION calls("odd ""arg" int) RETURNS SETOF data LANGUAGE sql BEGIN ATOMIC; SELECT d.* FROM data AS d WHERE d.id = "odd ""arg" AND standard(d.id) <> ''; END;
CREATE PROCEDURE gives(IN a int, OUT b int, INOUT c text DEFAULT 'it''s') LANGUAGE plpgsql AS 'BEGIN b := a; END';
CREATE VIEW uses AS SELECT standard(id) AS s FROM data;
CREATE FUNCTION reads_view() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM uses);
INSERT INTO data VALUES (1, 'one');
