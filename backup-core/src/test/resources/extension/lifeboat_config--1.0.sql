-- Its names sort against its foreign keys, and its trigger would spoil what is loaded.
CREATE TABLE z_group (id int PRIMARY KEY, name text);
CREATE TABLE y_member (id int PRIMARY KEY, group_id int NOT NULL REFERENCES z_group);
CREATE TABLE a_right (member_id int REFERENCES y_member, own_id int, "what ""is
it" text, twice int GENERATED ALWAYS AS (member_id * 2) STORED);
CREATE TABLE "chosen ""rows" (key text PRIMARY KEY, gone int, value text, standard boolean DEFAULT false);
ALTER TABLE "chosen ""rows" DROP COLUMN gone;
INSERT INTO "chosen ""rows" (key, value, standard) VALUES ('standard', 'of the extension', true);
CREATE TABLE own_only (id int);
INSERT INTO own_only VALUES (1);
CREATE SEQUENCE "next ""id" START WITH 5;
CREATE SEQUENCE untouched START WITH 50;
CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.value := NEW.value || ', spoilt'; RETURN NEW; END$$;
CREATE TRIGGER spoil BEFORE INSERT ON "chosen ""rows" FOR EACH ROW WHEN (NEW.value = 'mine') EXECUTE FUNCTION spoil();
SELECT pg_catalog.pg_extension_config_dump('a_right', '');
SELECT pg_catalog.pg_extension_config_dump('y_member', '');
SELECT pg_catalog.pg_extension_config_dump('z_group', '');
SELECT pg_catalog.pg_extension_config_dump('"chosen ""rows"', 'WHERE NOT standard AND key <> ''it''''s''');
SELECT pg_catalog.pg_extension_config_dump('"next ""id"', '');
SELECT pg_catalog.pg_extension_config_dump('untouched', '');
CREATE TABLE family (id int PRIMARY KEY, gone int, name text NOT NULL DEFAULT 'x' CHECK (name <> ''), twice int GENERATED ALWAYS AS (id * 2) STORED);
ALTER TABLE family DROP COLUMN gone;
CREATE TABLE pieces (id int PRIMARY KEY, note text DEFAULT 'n') PARTITION BY RANGE (id);
CREATE INDEX pieces_note ON pieces (note);
CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER fires AFTER INSERT ON pieces FOR EACH ROW EXECUTE FUNCTION fires();
