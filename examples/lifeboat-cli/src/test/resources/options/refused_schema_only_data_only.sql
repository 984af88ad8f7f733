-- covers: option: --schema-only
-- options: --schema-only --data-only
-- refused: --schema-only and --data-only exclude each other
CREATE TABLE t (id int);
