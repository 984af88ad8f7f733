-- options: -1 --allow-non-empty
-- refused: Could not restore PUBLICATION p
-- refused: nothing was changed, as all was one transaction
CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE c (id int);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2);
INSERT INTO c VALUES (3);
CREATE PUBLICATION p;
-- target
CREATE PUBLICATION p;
-- expected
CREATE PUBLICATION p;
