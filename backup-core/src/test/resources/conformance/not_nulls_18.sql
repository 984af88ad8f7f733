-- covers: constraint: named NOT NULL
-- covers: constraint: NOT NULL NOT VALID
-- since: 18
-- pg_dump: it comments on an inherited constraint before the table has it
CREATE TABLE doubt (a int, b int);
INSERT INTO doubt VALUES (NULL, 1);
CREATE TABLE before () INHERITS (doubt);
ALTER TABLE doubt ADD CONSTRAINT later NOT NULL a NOT VALID;
CREATE TABLE child () INHERITS (doubt);
CREATE TABLE grandchild (c int) INHERITS (child);
COMMENT ON CONSTRAINT later ON doubt IS 'may be null';
COMMENT ON CONSTRAINT later ON before IS 'may be null as well';
COMMENT ON CONSTRAINT later ON child IS 'never null';
COMMENT ON CONSTRAINT later ON grandchild IS 'never null, like that of its parent';
CREATE TABLE sure (a int CONSTRAINT sure_a NOT NULL, b int);
CREATE TABLE sure_first () INHERITS (sure, doubt);
COMMENT ON CONSTRAINT sure_a ON sure_first IS 'named by the other';
CREATE TABLE grand_of_both () INHERITS (sure_first, grandchild);
INSERT INTO sure_first VALUES (1, 2);
