-- options: --no-comments
CREATE TABLE t (id int);
COMMENT ON TABLE t IS 'goes';
COMMENT ON COLUMN t.id IS 'goes too';
-- expected
CREATE TABLE t (id int);
