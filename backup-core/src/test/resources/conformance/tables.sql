-- covers: table: permanent
-- covers: table: unlogged
-- covers: table: without columns
-- covers: table: dropped columns
-- covers: table: storage parameters
-- covers: table: storage parameters of TOAST
-- covers: table: replica identity
-- covers: column: storage
-- covers: column: statistics target
-- covers: column: options
-- covers: column: default
-- covers: column: generated stored
-- covers: constraint: check
-- covers: constraint: check NOT VALID
-- covers: constraint: check NO INHERIT
-- covers: privileges: tables and columns
-- covers: privileges: grant option and grantor
-- covers: privileges: revoked from owner or PUBLIC
-- roles: lifeboat_owner, lifeboat_reader, lifeboat_third
CREATE TABLE all_types (
  a smallint DEFAULT 1 NOT NULL, b bigint, c numeric(20,5), d real, e double precision, f money, g char(3), h varchar(7) DEFAULT 'x''y',
  i text, j bytea, k timestamp(2), l timestamptz, m date, n time(3), o timetz, p interval DAY TO SECOND(3), q boolean DEFAULT true, r point,
  s inet, t cidr, u macaddr, v bit(3), w varbit, x uuid DEFAULT gen_random_uuid(), y xml, z json, aa jsonb, bb int[][], cc tsquery, dd oid, ee name, ff "char");
INSERT INTO all_types (b, d, e, g, i, j, l, p, bb, ff) VALUES (1, 'NaN', '-Infinity', 'a', E'a\\b\tc\nd', '\x00ff', 'infinity', '1 day 2.5 s', '{{1,2},{3,NULL}}', 'x'),
  (NULL, 1.1, 1e-300, NULL, '\N', '', '0044-01-01 BC', NULL, '{}', NULL), (3, 0.1, 0.1, '', '\.', 'x', '2024-02-29 12:34:56.789+05:30', '-3 mons', NULL, '');
CREATE TABLE no_columns ();
INSERT INTO no_columns SELECT FROM generate_series(1, 3);
CREATE TABLE "Quoted ""T""
x" ("select" int, "a.b" text, "ü" text);
CREATE UNLOGGED TABLE fast (a int) WITH (fillfactor = 50, autovacuum_enabled = false, toast.autovacuum_enabled = false, toast_tuple_target = 1024);
CREATE TABLE dropped (a int, gone text, b int DEFAULT 5, c text);
ALTER TABLE dropped DROP COLUMN gone;
ALTER TABLE dropped ALTER COLUMN c SET STORAGE EXTERNAL;
ALTER TABLE dropped ALTER COLUMN c SET STATISTICS 77;
ALTER TABLE dropped ALTER COLUMN b SET (n_distinct = -0.5, n_distinct_inherited = 3);
ALTER TABLE dropped ADD COLUMN fast_default timestamptz DEFAULT '2020-01-01 00:00:00+00';
INSERT INTO dropped VALUES (1, 2, 'x');
CREATE TABLE generated (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int);
INSERT INTO generated (a, c) VALUES (1, 2), (NULL, 3);
CREATE TABLE checks (a int CHECK (a > 0), b int CONSTRAINT named CHECK (b > a), c int, CONSTRAINT no_inherit CHECK (c > 0) NO INHERIT);
ALTER TABLE checks ADD CONSTRAINT not_valid CHECK (c < 100) NOT VALID;
COMMENT ON CONSTRAINT named ON checks IS 'named check';
COMMENT ON CONSTRAINT not_valid ON checks IS 'later';
ALTER TABLE dropped REPLICA IDENTITY NOTHING;
ALTER TABLE checks OWNER TO lifeboat_owner;
GRANT SELECT, INSERT ON checks TO lifeboat_reader;
GRANT SELECT (a), UPDATE (b, c) ON dropped TO lifeboat_reader;
GRANT SELECT (a) ON dropped TO lifeboat_owner WITH GRANT OPTION;
SET SESSION AUTHORIZATION lifeboat_owner;
GRANT SELECT ON checks TO lifeboat_third WITH GRANT OPTION;
SET SESSION AUTHORIZATION lifeboat_third;
GRANT SELECT ON checks TO PUBLIC;
RESET SESSION AUTHORIZATION;
REVOKE UPDATE ON checks FROM lifeboat_owner;
REVOKE ALL ON generated FROM postgres;
COMMENT ON TABLE checks IS 'a table';
COMMENT ON COLUMN checks.a IS E'a column\nwith lines';
COMMENT ON COLUMN "Quoted ""T""
x"."a.b" IS 'odd';
