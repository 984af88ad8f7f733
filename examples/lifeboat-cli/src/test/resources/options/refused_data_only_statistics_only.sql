-- covers: option: --data-only
-- options: --data-only --statistics-only
-- refused: --data-only and --statistics-only exclude each other
CREATE TABLE t (id int);
