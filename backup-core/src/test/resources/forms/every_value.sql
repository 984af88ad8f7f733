CREATE SCHEMA "odd ""schema"".(x), y";
CREATE TYPE mood AS ENUM ('fine', 'it''s \ bad', E'new\nline');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE every_type (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  twice int GENERATED ALWAYS AS (small * 2) STORED,
  small smallint, big bigint, num numeric(30, 5), r real, d double precision, yes boolean, t text, c char(5),
  v varchar(20), "by" bytea, day date, ts timestamp, tz timestamptz, tm time, iv interval, u uuid, js json, jb jsonb,
  ints int[], texts text[], nested int[][], ir int4range, bits bit(5), vbits bit varying, ip inet, net cidr, mac macaddr,
  pt point, poly polygon, tsv tsvector, tsq tsquery, x xml, m mood, p pair, pos positive, money money, "char" "char", o oid);
INSERT INTO every_type (small, big, num, r, d, yes, t, c, v, "by", day, ts, tz, tm, iv, u, js, jb, ints, texts, nested, ir,
    bits, vbits, ip, net, mac, pt, poly, tsv, tsq, x, m, p, pos, money, "char", o)
  VALUES
  (-32768, 9223372036854775807, 'NaN', 'Infinity', '-Infinity', true, E'tab\there\nline\r\\back\\.\b\f\v''quote"', 'a', '',
   '\x00ff275c0a', 'infinity', '-infinity', '4713-01-01 00:00:00 BC', '24:00', '-1 year 2 days 03:04:05.678',
   '00000000-0000-0000-0000-000000000001', '{"a": "it''s \\ \n"}', '{"ü": [1, null, "\u0001"]}', '{1,NULL,3}',
   ARRAY['a,b', 'NULL', NULL, '', E'\\', '"', '{x}'], '{{1,2},{3,4}}', '[1,10)', B'10101', B'1', '::1', '10.0.0.0/8',
   '08:00:2b:01:02:03', '(1.5,-2)', '((0,0),(1,1),(1,0))', 'a:1A b:2', 'a & !b', '<a>&amp;</a>', E'new\nline', '(1,"x ""y"" \\")', 7,
   '-12.34', '\', 4294967295),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
   NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (1, 2, 3.14, 0.1, 1e-300, false, '\N', 'b', ' ', '', '2026-11-26', 'now', '2026-11-26 00:00:00.123456+00', '00:00', '0',
   'ffffffff-ffff-ffff-ffff-ffffffffffff', 'null', '"NULL"', '{}', '{}', '{}', 'empty', B'00000', B'', '127.0.0.1', '::/0',
   'ff:ff:ff:ff:ff:ff', '(0,0)', '((0,0))', '', '', '', 'it''s \ bad', '(,)', 1, 0, 'x', 0);
CREATE TABLE "odd ""schema"".(x), y"."ta""ble (a, b) FROM stdin;
\! touch canary" ("co""l, (umn" text, "FROM" text, "
\." int);
INSERT INTO "odd ""schema"".(x), y"."ta""ble (a, b) FROM stdin;
\! touch canary" VALUES (E'\\.', E'\\! touch canary', 1), (E'x\n\\.\n\\! touch canary\n', ''');DROP TABLE canary;--', 2);
COMMENT ON TABLE "odd ""schema"".(x), y"."ta""ble (a, b) FROM stdin;
\! touch canary" IS E'*/ --\n\\! touch canary\n; DROP TABLE canary;';
CREATE TABLE canary (id int);
CREATE TABLE no_columns ();
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_columns DEFAULT VALUES;
CREATE TABLE parts (id int, note text DEFAULT 'x', PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100);
CREATE TABLE parts_2 (note text, dropped int, id int NOT NULL);
ALTER TABLE parts_2 DROP COLUMN dropped;
ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM (100) TO (2000);
INSERT INTO parts SELECT i, repeat(chr(8364), i % 50) FROM generate_series(0, 999) AS i;
CREATE TABLE child (id serial, part int REFERENCES parts) ;
INSERT INTO child (part) SELECT i FROM generate_series(0, 99) AS i;
CREATE FUNCTION f(int) RETURNS int LANGUAGE plpgsql AS $f$ BEGIN RETURN $1; -- ;
END $f$;
CREATE INDEX ON child ((part + 1));
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM parts;
CREATE SEQUENCE s START 5; SELECT nextval('s');
SELECT lo_from_bytea(4711, 'large'), lo_from_bytea(4294967295, decode(repeat('00ff', 20000), 'hex')), lo_create(12);
COMMENT ON LARGE OBJECT 4711 IS 'noted';
