-- options: --schema=app --allow-non-empty
CREATE SCHEMA app;
CREATE TABLE app.t (id int);
CREATE TABLE u (id int);
INSERT INTO app.t VALUES (1);
INSERT INTO u VALUES (2);
-- target
CREATE SCHEMA app;
-- expected
CREATE SCHEMA app;
CREATE TABLE app.t (id int);
INSERT INTO app.t VALUES (1);
