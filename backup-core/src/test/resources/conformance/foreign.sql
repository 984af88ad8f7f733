-- covers: foreign-data wrapper
-- covers: server
-- covers: user mapping
-- covers: table: foreign
-- covers: foreign table: options of table and columns
-- covers: privileges: foreign-data wrappers and servers
-- roles: lifeboat_owner, lifeboat_reader, lifeboat_third, "lifeboat ""odd"""
CREATE SCHEMA ext;
CREATE EXTENSION postgres_fdw WITH SCHEMA ext;
CREATE EXTENSION file_fdw;
CREATE FOREIGN DATA WRAPPER bare;
CREATE FOREIGN DATA WRAPPER "wr ""ap'per" OPTIONS (debug 'true', "na ""me'" E'val\\ue ''1''
next', empty '');
CREATE FOREIGN DATA WRAPPER handled HANDLER ext.postgres_fdw_handler VALIDATOR ext.postgres_fdw_validator;
GRANT USAGE ON FOREIGN DATA WRAPPER bare TO lifeboat_owner WITH GRANT OPTION;
GRANT USAGE ON FOREIGN DATA WRAPPER "wr ""ap'per" TO PUBLIC;
REVOKE USAGE ON FOREIGN DATA WRAPPER handled FROM postgres;
COMMENT ON FOREIGN DATA WRAPPER "wr ""ap'per" IS 'a wra''pper';
CREATE SERVER simple FOREIGN DATA WRAPPER bare;
CREATE SERVER "ser ""v'er" TYPE 'ty''pe' VERSION '1.2 "x"' FOREIGN DATA WRAPPER "wr ""ap'per" OPTIONS (host 'a b', "po rt" '5''4');
CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere.invalid', dbname 'x', fetch_size '7');
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE SERVER of_handled TYPE '' FOREIGN DATA WRAPPER handled;
ALTER SERVER simple OWNER TO lifeboat_owner;
GRANT USAGE ON FOREIGN SERVER simple TO lifeboat_reader;
SET SESSION AUTHORIZATION lifeboat_owner;
GRANT USAGE ON FOREIGN SERVER simple TO lifeboat_third WITH GRANT OPTION;
SET SESSION AUTHORIZATION lifeboat_third;
GRANT USAGE ON FOREIGN SERVER simple TO PUBLIC;
RESET SESSION AUTHORIZATION;
COMMENT ON SERVER "ser ""v'er" IS 'a server';
CREATE USER MAPPING FOR PUBLIC SERVER "ser ""v'er" OPTIONS (password 'se''cret\x');
CREATE USER MAPPING FOR lifeboat_reader SERVER simple;
CREATE USER MAPPING FOR "lifeboat ""odd""" SERVER simple OPTIONS ("user" 'x', password '');
CREATE USER MAPPING FOR CURRENT_USER SERVER remote OPTIONS ("user" 'someone', password 'secret');
CREATE FOREIGN TABLE no_columns () SERVER simple;
CREATE FOREIGN TABLE "ft ""1'" (
  id int OPTIONS (column_name 'the "id"', "o dd" 'it''s') NOT NULL,
  name text COLLATE "C" DEFAULT 'x' CHECK (name <> ''),
  "od d" numeric(5,2) OPTIONS (a 'b'),
  twice int GENERATED ALWAYS AS (id * 2) STORED,
  CONSTRAINT "named ""c" CHECK (id > 0) NO INHERIT) SERVER "ser ""v'er" OPTIONS (schema_name 's', "table" 't''"');
ALTER FOREIGN TABLE "ft ""1'" ADD CONSTRAINT unproved CHECK (id < 100) NOT VALID;
ALTER FOREIGN TABLE "ft ""1'" ALTER COLUMN name SET STATISTICS 7;
ALTER FOREIGN TABLE "ft ""1'" ALTER COLUMN name SET STORAGE EXTERNAL;
ALTER FOREIGN TABLE "ft ""1'" ALTER COLUMN id SET (n_distinct = 5);
ALTER FOREIGN TABLE "ft ""1'" OWNER TO lifeboat_owner;
GRANT SELECT, INSERT ON "ft ""1'" TO lifeboat_reader;
GRANT UPDATE (name) ON "ft ""1'" TO lifeboat_third WITH GRANT OPTION;
COMMENT ON FOREIGN TABLE "ft ""1'" IS 'a foreign table';
COMMENT ON COLUMN "ft ""1'".name IS 'its column';
COMMENT ON CONSTRAINT "named ""c" ON "ft ""1'" IS 'its check';
COMMENT ON CONSTRAINT unproved ON "ft ""1'" IS 'its later check';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "tr ""1" BEFORE INSERT OR UPDATE OF name ON "ft ""1'" FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE "ft ""1'" DISABLE TRIGGER "tr ""1";
COMMENT ON TRIGGER "tr ""1" ON "ft ""1'" IS 'its trigger';
CREATE TABLE parent (id int NOT NULL, note text DEFAULT 'p' CHECK (note <> 'z'));
CREATE FOREIGN TABLE child (extra int OPTIONS (x 'y')) INHERITS (parent) SERVER simple OPTIONS (z '1');
ALTER FOREIGN TABLE child ALTER COLUMN note SET DEFAULT 'c';
ALTER FOREIGN TABLE child ALTER COLUMN note OPTIONS (inherited 'o');
CREATE TABLE below (z int) INHERITS (child);
CREATE TABLE parts (id int, at date, note text DEFAULT 'all') PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE FOREIGN TABLE "parts ""2" PARTITION OF parts (note DEFAULT 'two' NOT NULL) FOR VALUES FROM (10) TO (20) SERVER simple OPTIONS (t 'parts');
ALTER FOREIGN TABLE "parts ""2" ALTER COLUMN at OPTIONS (c 'd');
CREATE INDEX ON ONLY parts (at);
CREATE FOREIGN TABLE remote_table (id serial, t text OPTIONS (column_name 'tt')) SERVER remote OPTIONS (table_name 'x', updatable 'false');
CREATE FOREIGN TABLE a_file (line text) SERVER files OPTIONS (filename '/nowhere/x.csv', format 'csv', header 'true');
CREATE VIEW of_foreign AS SELECT id, name FROM "ft ""1'";
CREATE STATISTICS st ON id, name FROM "ft ""1'";
INSERT INTO parts VALUES (1); INSERT INTO parent VALUES (1); INSERT INTO below VALUES (2);
