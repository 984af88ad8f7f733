-- covers: option: --no-schema
-- options: --no-schema --no-data
-- refused: --no-schema and --no-data exclude each other
CREATE TABLE t (id int);
