-- covers: option: --statistics
-- options: --statistics --no-statistics
-- refused: --statistics and --no-statistics exclude each other
CREATE TABLE t (id int);
