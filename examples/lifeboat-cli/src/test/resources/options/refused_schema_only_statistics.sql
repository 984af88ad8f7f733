-- covers: option: --schema-only
-- options: --schema-only --statistics
-- refused: --schema-only and --statistics exclude each other
CREATE TABLE t (id int);
