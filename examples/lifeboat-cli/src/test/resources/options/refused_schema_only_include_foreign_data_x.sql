-- covers: option: --schema-only
-- options: --schema-only --include-foreign-data=x
-- refused: --schema-only and --include-foreign-data exclude each other
CREATE TABLE t (id int);
