-- covers: option: --data-only
-- options: --data-only --statistics
-- refused: --data-only and --statistics exclude each other
CREATE TABLE t (id int);
