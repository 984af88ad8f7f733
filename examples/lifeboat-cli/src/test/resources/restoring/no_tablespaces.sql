-- options: --no-tablespaces
-- tablespaces: lifeboat_space
CREATE TABLE t (id int PRIMARY KEY USING INDEX TABLESPACE lifeboat_space) TABLESPACE lifeboat_space;
-- expected
CREATE TABLE t (id int PRIMARY KEY);
