-- covers: extension: members left out
-- covers: index: operator class parameters
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm WITH SCHEMA ext;
CREATE EXTENSION btree_gist;
COMMENT ON EXTENSION pg_trgm IS 'changed';
CREATE TABLE t (name text, r int4range);
CREATE INDEX t_name ON t USING gin (name ext.gin_trgm_ops);
CREATE INDEX t_gist ON t USING gist (name ext.gist_trgm_ops (siglen = 32));
