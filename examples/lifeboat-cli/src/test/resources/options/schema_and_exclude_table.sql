-- covers: option: --schema
-- covers: option: --exclude-table
-- options: --schema=app --exclude-table=app.secret* --exclude-table-data=app.big
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE SCHEMA app;
CREATE TABLE app.t (id int DEFAULT 1);
CREATE TABLE app.secret_1 (id int);
CREATE TABLE app.big (id serial PRIMARY KEY);
CREATE TABLE public.outside (id int);
CREATE VIEW app.v AS SELECT id FROM app.t;
INSERT INTO app.t VALUES (1);
INSERT INTO app.big DEFAULT VALUES;
-- expected
CREATE SCHEMA app;
CREATE TABLE app.t (id int DEFAULT 1);
CREATE TABLE app.big (id serial PRIMARY KEY);
CREATE VIEW app.v AS SELECT id FROM app.t;
INSERT INTO app.t VALUES (1);
SELECT nextval('app.big_id_seq');
