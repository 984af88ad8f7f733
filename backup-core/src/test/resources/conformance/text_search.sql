-- covers: text search: configuration
-- roles: lifeboat_owner
CREATE TEXT SEARCH CONFIGURATION english_like (COPY = english);
ALTER TEXT SEARCH CONFIGURATION english_like ALTER MAPPING FOR asciiword WITH simple, english_stem;
ALTER TEXT SEARCH CONFIGURATION english_like DROP MAPPING FOR email;
CREATE TEXT SEARCH CONFIGURATION "empty one" (PARSER = default);
COMMENT ON TEXT SEARCH CONFIGURATION english_like IS 'like english';
ALTER TEXT SEARCH CONFIGURATION english_like OWNER TO lifeboat_owner;
CREATE TABLE t (v text, s tsvector GENERATED ALWAYS AS (to_tsvector('public.english_like'::regconfig, v)) STORED);
INSERT INTO t (v) VALUES ('running dogs');
