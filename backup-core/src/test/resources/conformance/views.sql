-- covers: view: security barrier
-- covers: view: check option
-- covers: view: column defaults
-- covers: view: recursive
-- covers: view: mutually recursive
-- covers: view: grouped by a key
-- covers: materialized view: populated
-- covers: materialized view: not populated
-- covers: materialized view: refreshed in dependency order
-- roles: lifeboat_owner, lifeboat_reader
CREATE TABLE t (id int PRIMARY KEY, a text, b int);
INSERT INTO t SELECT g, 'a' || g % 3, g FROM generate_series(1, 20) g;
CREATE VIEW v WITH (security_barrier) AS SELECT id, a AS "A a" FROM t WHERE b > 3 WITH LOCAL CHECK OPTION;
CREATE VIEW on_v AS SELECT count(*) AS n, "A a" FROM v GROUP BY "A a";
ALTER VIEW v ALTER COLUMN "A a" SET DEFAULT 'dflt';
CREATE VIEW grouped AS SELECT id, a, count(*) FROM t GROUP BY id;
CREATE VIEW on_grouped AS SELECT id FROM grouped;
CREATE MATERIALIZED VIEW m1 WITH (fillfactor = 80) AS SELECT a, sum(b) AS s FROM t GROUP BY a;
CREATE MATERIALIZED VIEW m3 AS SELECT * FROM on_v;
CREATE VIEW between_them AS SELECT s FROM m1;
CREATE MATERIALIZED VIEW a_first_by_name AS SELECT max(s) FROM between_them;
CREATE MATERIALIZED VIEW unpopulated AS SELECT 1 AS x WITH NO DATA;
CREATE MATERIALIZED VIEW by_key AS SELECT id, a, count(*) FROM t GROUP BY id;
CREATE VIEW on_by_key AS SELECT * FROM by_key;
CREATE VIEW loop_a AS SELECT 1 AS x;
CREATE VIEW loop_b AS SELECT x FROM loop_a;
CREATE OR REPLACE VIEW loop_a AS SELECT x FROM loop_b WHERE false UNION ALL SELECT 2;
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 5;
CREATE VIEW no_columns AS SELECT FROM t;
COMMENT ON VIEW v IS 'a view';
COMMENT ON COLUMN v.id IS 'its column';
COMMENT ON MATERIALIZED VIEW m1 IS 'a materialized view';
ALTER VIEW v OWNER TO lifeboat_owner;
ALTER MATERIALIZED VIEW m1 OWNER TO lifeboat_owner;
GRANT SELECT ON v, m1 TO lifeboat_reader;
GRANT SELECT ON t TO lifeboat_owner;
