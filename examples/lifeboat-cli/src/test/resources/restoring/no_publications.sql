-- options: --no-publications
CREATE TABLE t (id int);
CREATE PUBLICATION p FOR TABLE t;
COMMENT ON PUBLICATION p IS 'goes too';
-- expected
CREATE TABLE t (id int);
