-- covers: option: --exclude-schema
-- options: --exclude-schema=app -N "\"Other.One\""
CREATE SCHEMA app;
CREATE TABLE app.t (id int);
CREATE SCHEMA "Other.One";
CREATE TABLE "Other.One".t (id int);
CREATE SCHEMA app_two;
CREATE TABLE app_two.t (id int);
INSERT INTO app_two.t VALUES (1);
CREATE TABLE t (id int);
SELECT lo_from_bytea(4711, 'large');
-- expected
CREATE SCHEMA app_two;
CREATE TABLE app_two.t (id int);
INSERT INTO app_two.t VALUES (1);
CREATE TABLE t (id int);
SELECT lo_from_bytea(4711, 'large');
