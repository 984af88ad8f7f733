-- options: --exclude-schema=app
CREATE SCHEMA app;
CREATE TABLE app.t (id int);
CREATE TABLE u (id int);
INSERT INTO app.t VALUES (1);
INSERT INTO u VALUES (2);
-- expected
CREATE SCHEMA app;
CREATE TABLE u (id int);
INSERT INTO u VALUES (2);
