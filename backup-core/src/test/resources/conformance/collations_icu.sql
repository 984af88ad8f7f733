-- covers: collation: ICU
-- covers: collation: ICU nondeterministic
-- roles: lifeboat_owner
CREATE SCHEMA "co""ll";
CREATE COLLATION "co""ll"."ger man" (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION blind IS 'not deterministic';
ALTER COLLATION blind OWNER TO lifeboat_owner;
CREATE TABLE t (a text COLLATE blind PRIMARY KEY, b text COLLATE "co""ll"."ger man");
CREATE DOMAIN word AS text COLLATE blind CHECK (VALUE <> 'NO' COLLATE blind);
CREATE INDEX ON t (b COLLATE blind, a COLLATE "co""ll"."ger man");
CREATE VIEW v AS SELECT a COLLATE "co""ll"."ger man" AS a FROM t WHERE b = 'X' COLLATE blind;
INSERT INTO t VALUES ('ß', 'Ä'), ('z', 'a');
