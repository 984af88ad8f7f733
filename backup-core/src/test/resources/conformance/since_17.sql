-- covers: type: domain with named not null
-- covers: table: access method of partitioned
-- covers: column: identity of partitioned table
-- covers: constraint: exclusion of partitioned table
-- covers: event trigger: login
-- covers: privileges: MAINTAIN
-- since: 17
-- roles: lifeboat_owner, lifeboat_reader
CREATE EXTENSION btree_gist;
CREATE DOMAIN named AS int CONSTRAINT "is ""there" NOT NULL CONSTRAINT positive CHECK (VALUE > 0);
COMMENT ON CONSTRAINT "is ""there" ON DOMAIN named IS 'a named not null';
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE of_method (a int) PARTITION BY RANGE (a) USING heap2;
CREATE TABLE of_method_1 PARTITION OF of_method FOR VALUES FROM (0) TO (10);
CREATE TABLE of_method_2 PARTITION OF of_method FOR VALUES FROM (10) TO (20) USING heap;
CREATE TABLE counted (id int GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 3 CACHE 2), a int) PARTITION BY RANGE (a);
CREATE TABLE counted_1 PARTITION OF counted FOR VALUES FROM (0) TO (10);
CREATE TABLE counted_2 (a int, id int NOT NULL);
ALTER TABLE counted ATTACH PARTITION counted_2 FOR VALUES FROM (10) TO (20);
CREATE TABLE excluded (a int, r int4range, EXCLUDE USING gist (a WITH =, r WITH &&)) PARTITION BY RANGE (a);
CREATE TABLE excluded_1 PARTITION OF excluded FOR VALUES FROM (0) TO (10);
GRANT MAINTAIN ON excluded TO lifeboat_reader WITH GRANT OPTION;
REVOKE MAINTAIN ON counted FROM postgres;
ALTER DEFAULT PRIVILEGES FOR ROLE lifeboat_owner GRANT MAINTAIN ON TABLES TO lifeboat_reader;
CREATE FUNCTION greet() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER greets ON login EXECUTE FUNCTION greet();
ALTER EVENT TRIGGER greets ENABLE ALWAYS;
INSERT INTO counted (a) VALUES (1), (11);
INSERT INTO excluded VALUES (1, '[1,2)');
