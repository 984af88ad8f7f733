-- covers: option: --large-objects
-- options: --large-objects --no-large-objects
-- refused: --large-objects and --no-large-objects exclude each other
CREATE TABLE t (id int);
