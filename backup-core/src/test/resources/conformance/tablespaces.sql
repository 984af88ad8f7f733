-- covers: table: tablespace
-- roles: lifeboat_owner
-- tablespaces: lifeboat_one, lifeboat "two"
CREATE TABLE here (id int);
CREATE TABLE there (id int PRIMARY KEY USING INDEX TABLESPACE lifeboat_one, name text, r int4range,
  CONSTRAINT one UNIQUE (name) USING INDEX TABLESPACE "lifeboat ""two""",
  CONSTRAINT apart EXCLUDE USING gist (r WITH &&) USING INDEX TABLESPACE lifeboat_one) TABLESPACE "lifeboat ""two""";
CREATE INDEX moved ON there (lower(name)) TABLESPACE lifeboat_one;
CREATE INDEX stayed ON there (name);
CREATE MATERIALIZED VIEW seen TABLESPACE lifeboat_one AS SELECT count(*) FROM there;
CREATE INDEX ON seen (count) TABLESPACE "lifeboat ""two""";
CREATE UNLOGGED TABLE fast (a int) TABLESPACE lifeboat_one;
CREATE TABLE parts (id int, at date) PARTITION BY RANGE (id) TABLESPACE lifeboat_one;
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20) TABLESPACE "lifeboat ""two""";
CREATE INDEX parts_at ON parts (at) TABLESPACE "lifeboat ""two""";
CREATE UNIQUE INDEX parts_id ON parts (id);
ALTER TABLE parts ADD PRIMARY KEY (id) USING INDEX TABLESPACE lifeboat_one;
INSERT INTO there VALUES (1, 'a', '[1,2)'), (2, 'b', '[5,8)');
INSERT INTO parts VALUES (1, '2020-01-01'), (11, '2021-01-01');
REFRESH MATERIALIZED VIEW seen;
