-- covers: publication: columns and row filters
-- covers: publication: schemas
-- since: 15
CREATE SCHEMA s;
CREATE TABLE s.t (id int PRIMARY KEY, a text, b int);
CREATE TABLE u (id int PRIMARY KEY, a text, b int);
CREATE PUBLICATION filtered FOR TABLE u (id, b) WHERE (b > 3 AND id <> 5);
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA s;
