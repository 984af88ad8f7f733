-- covers: option: --serializable-deferrable
-- options: --serializable-deferrable --snapshot=x
-- refused: --serializable-deferrable and --snapshot exclude each other
CREATE TABLE t (id int);
