-- options: --tablespace-map=lifeboat_one=lifeboat_space
-- tablespaces: lifeboat_one, lifeboat_space
CREATE TABLE t (id int PRIMARY KEY USING INDEX TABLESPACE lifeboat_one) TABLESPACE lifeboat_one;
CREATE TABLE u (id int);
-- expected
CREATE TABLE t (id int PRIMARY KEY USING INDEX TABLESPACE lifeboat_space) TABLESPACE lifeboat_space;
CREATE TABLE u (id int);
