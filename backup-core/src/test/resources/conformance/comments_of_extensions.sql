-- covers: comment: removed from an extension
-- pg_dump: it does not remove the comment that an extension comes with
CREATE EXTENSION hstore;
COMMENT ON EXTENSION hstore IS NULL;
CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'of a user';
CREATE EXTENSION pg_trgm;
