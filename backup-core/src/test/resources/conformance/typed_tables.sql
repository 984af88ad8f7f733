-- covers: table: typed
-- roles: lifeboat_owner, lifeboat_reader
CREATE SCHEMA "sch ""1";
CREATE TYPE "sch ""1"."Ty'pe" AS (id int, name varchar(20), "odd ""c
ol" numeric(10,2), tags text[]);
CREATE TYPE empty AS ();
CREATE TABLE plain OF "sch ""1"."Ty'pe";
CREATE TABLE nothing OF empty;
CREATE TABLE "Ty ""ped" OF "sch ""1"."Ty'pe" (
  PRIMARY KEY (id),
  name WITH OPTIONS DEFAULT 'it''s' NOT NULL CHECK (name <> ''),
  "odd ""c
ol" WITH OPTIONS UNIQUE,
  CONSTRAINT several CHECK (id > 0 OR name = 'x')) WITH (fillfactor = 60);
ALTER TABLE "Ty ""ped" ALTER COLUMN tags SET STORAGE EXTERNAL;
ALTER TABLE "Ty ""ped" ALTER COLUMN name SET STATISTICS 33;
ALTER TABLE "Ty ""ped" OWNER TO lifeboat_owner;
GRANT SELECT ON "Ty ""ped" TO lifeboat_reader;
GRANT UPDATE (name) ON "Ty ""ped" TO lifeboat_reader;
COMMENT ON TABLE "Ty ""ped" IS 'a typed table';
COMMENT ON COLUMN "Ty ""ped".name IS 'a column of it';
CREATE UNLOGGED TABLE quick OF "sch ""1"."Ty'pe" (id WITH OPTIONS DEFAULT 5);
CREATE TABLE parts OF "sch ""1"."Ty'pe" (id NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE became (id int, name varchar(20), "odd ""c
ol" numeric(10,2), tags text[]);
ALTER TABLE became OF "sch ""1"."Ty'pe";
INSERT INTO "Ty ""ped" VALUES (1, 'a', 2.5, '{x,y}'), (2, DEFAULT, NULL, NULL);
INSERT INTO parts VALUES (3, 'three');
