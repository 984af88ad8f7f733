-- covers: option: --where
-- options: --where "t:id > 2) OR (true"
-- refused: The condition on the rows of "public"."t" cannot be used: syntax error
CREATE TABLE t (id int);
