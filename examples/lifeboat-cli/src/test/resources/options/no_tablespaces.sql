-- covers: option: --no-tablespaces
-- options: --no-tablespaces
-- tablespaces: lifeboat_space
CREATE TABLE t (id int PRIMARY KEY USING INDEX TABLESPACE lifeboat_space, note text) TABLESPACE lifeboat_space;
CREATE INDEX i ON t (note) TABLESPACE lifeboat_space;
CREATE MATERIALIZED VIEW m TABLESPACE lifeboat_space AS SELECT 1 AS a;
CREATE TABLE parts (id int) PARTITION BY RANGE (id) TABLESPACE lifeboat_space;
CREATE INDEX parts_i ON parts (id) TABLESPACE lifeboat_space;
-- expected
CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE INDEX i ON t (note);
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE INDEX parts_i ON parts (id);
