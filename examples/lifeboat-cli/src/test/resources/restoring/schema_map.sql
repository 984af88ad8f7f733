-- options: --schema-map=app=app_2026 --schema-map=public=app
CREATE SCHEMA app;
CREATE TABLE app.t (id int);
CREATE TABLE u (id int);
INSERT INTO app.t VALUES (1);
INSERT INTO u VALUES (2);
CREATE VIEW app.v AS SELECT t.id FROM app.t UNION ALL SELECT u.id FROM u;
-- expected
CREATE SCHEMA app_2026;
CREATE SCHEMA app;
CREATE TABLE app_2026.t (id int);
CREATE TABLE app.u (id int);
INSERT INTO app_2026.t VALUES (1);
INSERT INTO app.u VALUES (2);
CREATE VIEW app_2026.v AS SELECT t.id FROM app_2026.t UNION ALL SELECT u.id FROM app.u;
