-- covers: option: --schema-only
-- options: --schema-only --no-schema
-- refused: --schema-only and --no-schema exclude each other
CREATE TABLE t (id int);
