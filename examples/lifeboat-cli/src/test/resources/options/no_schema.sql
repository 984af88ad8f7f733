-- covers: option: --no-schema
-- options: --no-schema
CREATE TABLE t (id serial PRIMARY KEY, note text);
INSERT INTO t (note) VALUES ('one'), (E'tab\there\\'), (NULL);
-- target
CREATE TABLE t (id serial PRIMARY KEY, note text);
-- expected
CREATE TABLE t (id serial PRIMARY KEY, note text);
INSERT INTO t (note) VALUES ('one'), (E'tab\there\\'), (NULL);
