-- covers: option: --strict-names
-- options: --table=t --table=nothing --strict-names
-- refused: Nothing in the source matches --table=nothing;
CREATE TABLE t (id int);
