-- covers: option: --schema-only
-- options: --schema-only --statistics-only
-- refused: --schema-only and --statistics-only exclude each other
CREATE TABLE t (id int);
