-- covers: option: --no-publications
-- options: --no-publications
CREATE TABLE t (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t;
COMMENT ON PUBLICATION p IS 'goes too';
CREATE PUBLICATION everything FOR ALL TABLES;
-- expected
CREATE TABLE t (id int PRIMARY KEY);
