-- covers: option: --statistics-only
-- options: --statistics-only --no-statistics
-- refused: --statistics-only and --no-statistics exclude each other
CREATE TABLE t (id int);
