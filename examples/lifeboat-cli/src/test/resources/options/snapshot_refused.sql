-- covers: option: --snapshot
-- options: --snapshot=00000003-0000001B-1
-- refused: The snapshot '00000003-0000001B-1' cannot be imported
-- refused: keep that transaction open
CREATE TABLE t (id int);
