-- options: --jobs=1
-- filter: include table_data t
-- refused: Line 1 of the filter file
-- refused: cannot include 'table_data'
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'one'), (2, 'two');
CREATE INDEX i ON t (note);
-- expected
