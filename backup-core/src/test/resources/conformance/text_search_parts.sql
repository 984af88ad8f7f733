-- covers: text search: parser
-- covers: text search: template
-- covers: text search: dictionary
-- covers: text search: configuration
-- roles: lifeboat_owner
CREATE SCHEMA "se""arch
%s";
CREATE FUNCTION "se""arch
%s"."init"(internal) RETURNS internal LANGUAGE internal AS 'dsimple_init';
CREATE FUNCTION "se""arch
%s"."lex ize"(internal, internal, internal, internal) RETURNS internal LANGUAGE internal STRICT AS 'dsimple_lexize';
CREATE FUNCTION start(internal, int) RETURNS internal LANGUAGE internal STRICT AS 'prsd_start';
CREATE FUNCTION start(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE TEXT SEARCH TEMPLATE "se""arch
%s"."tem""plate é" (INIT = "se""arch
%s"."init", LEXIZE = "se""arch
%s"."lex ize");
CREATE TEXT SEARCH TEMPLATE bare (LEXIZE = "se""arch
%s"."lex ize");
COMMENT ON TEXT SEARCH TEMPLATE "se""arch
%s"."tem""plate é" IS 'a template''s comment';
CREATE TEXT SEARCH DICTIONARY "se""arch
%s"."dic""t\ionary" (TEMPLATE = "se""arch
%s"."tem""plate é", StopWords = english, "accept" = 'false');
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple);
CREATE TEXT SEARCH DICTIONARY snow (TEMPLATE = snowball, Language = 'english');
CREATE TEXT SEARCH DICTIONARY syn (TEMPLATE = synonym, Synonyms = synonym_sample, CaseSensitive = true);
COMMENT ON TEXT SEARCH DICTIONARY "se""arch
%s"."dic""t\ionary" IS 'a dictionary';
ALTER TEXT SEARCH DICTIONARY "se""arch
%s"."dic""t\ionary" OWNER TO lifeboat_owner;
CREATE TEXT SEARCH PARSER "par""ser" (START = public.start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH PARSER headlined (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
COMMENT ON TEXT SEARCH PARSER headlined IS 'a parser';
CREATE TEXT SEARCH CONFIGURATION all_own (PARSER = "par""ser");
ALTER TEXT SEARCH CONFIGURATION all_own ADD MAPPING FOR asciiword, word WITH "se""arch
%s"."dic""t\ionary", snow;
CREATE TABLE t (v text, s tsvector GENERATED ALWAYS AS (to_tsvector('public.all_own'::regconfig, v)) STORED);
INSERT INTO t (v) VALUES ('the running dogs');
