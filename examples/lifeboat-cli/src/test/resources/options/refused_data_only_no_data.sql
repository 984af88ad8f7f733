-- covers: option: --data-only
-- options: --data-only --no-data
-- refused: --data-only and --no-data exclude each other
CREATE TABLE t (id int);
