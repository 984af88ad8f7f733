-- covers: publication: all tables
-- covers: publication: tables
-- covers: publication: options
-- roles: lifeboat_owner
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION "some" FOR TABLE t, p WITH (publish = 'insert, truncate', publish_via_partition_root = true);
CREATE PUBLICATION none WITH (publish = '');
COMMENT ON PUBLICATION "some" IS 'some';
ALTER PUBLICATION none OWNER TO lifeboat_owner;
