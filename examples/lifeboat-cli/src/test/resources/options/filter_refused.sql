-- covers: option: --filter
-- options: --no-comments
-- filter: include table t
-- filter: include tabel t
-- refused: Line 2 of the filter file
-- refused: cannot include 'tabel'
CREATE TABLE t (id int);
