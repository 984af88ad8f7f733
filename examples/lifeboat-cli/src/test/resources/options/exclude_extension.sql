-- covers: option: --exclude-extension
-- options: --exclude-extension=cit*
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE TABLE t (h hstore);
-- expected
CREATE EXTENSION hstore;
CREATE TABLE t (h hstore);
