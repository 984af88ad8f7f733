-- covers: view: check option
-- covers: materialized view: refreshed in dependency order
CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1, 'x'), (2, 'y');
CREATE VIEW low AS SELECT a, b FROM t WHERE a < 10;
CREATE VIEW lower WITH (security_barrier = false) AS SELECT a, b FROM low WHERE a < 5 WITH CASCADED CHECK OPTION;
CREATE VIEW lowest AS SELECT a FROM lower WHERE a < 2 WITH LOCAL CHECK OPTION;
ALTER VIEW lower ALTER COLUMN a SET DEFAULT 3;
CREATE MATERIALIZED VIEW z_first AS SELECT count(*) AS n FROM t;
CREATE MATERIALIZED VIEW y_second AS SELECT n + 1 AS n FROM z_first;
CREATE FUNCTION through() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT n FROM public.y_second';
CREATE VIEW between AS SELECT n FROM y_second;
CREATE MATERIALIZED VIEW a_last AS SELECT max(n) AS n FROM between;
CREATE MATERIALIZED VIEW a_unfilled AS SELECT n FROM z_first WITH NO DATA;
CREATE UNIQUE INDEX z_key ON z_first (n);
