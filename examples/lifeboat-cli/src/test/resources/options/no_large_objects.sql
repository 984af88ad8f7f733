-- covers: option: --no-large-objects
-- options: --no-large-objects
CREATE TABLE t (id int);
SELECT lo_from_bytea(4711, 'large');
COMMENT ON LARGE OBJECT 4711 IS 'left out';
-- expected
CREATE TABLE t (id int);
