-- covers: statistics: on expressions
-- since: 14
-- roles: lifeboat_owner
CREATE SCHEMA "st""at";
CREATE TABLE t (a int, b text, c date);
CREATE STATISTICS "st""at"."both %s" (mcv, ndistinct) ON a, (a + 1), lower(b), (date_trunc('month', c::timestamp)) FROM t;
CREATE STATISTICS one ON (a % 7) FROM t;
ALTER STATISTICS one SET STATISTICS 0;
ALTER STATISTICS "st""at"."both %s" OWNER TO lifeboat_owner;
COMMENT ON STATISTICS one IS 'one expression';
INSERT INTO t VALUES (1, 'B', '2024-02-29');
