-- covers: operator class
-- covers: operator class: storage and ordering operators
-- covers: operator family: loose members
-- roles: lifeboat_owner
CREATE SCHEMA "fa""mily";
CREATE TYPE "fa""mily"."am
ount %s" AS (v int);
CREATE FUNCTION "fa""mily".less("fa""mily"."am
ount %s", "fa""mily"."am
ount %s") RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.v < $2.v';
CREATE FUNCTION "fa""mily".compare("fa""mily"."am
ount %s", "fa""mily"."am
ount %s") RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1.v, $2.v)';
CREATE FUNCTION "fa""mily".less("fa""mily"."am
ount %s", int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.v < $2';
CREATE FUNCTION "fa""mily".compare("fa""mily"."am
ount %s", int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1.v, $2)';
CREATE OPERATOR "fa""mily".<# (LEFTARG = "fa""mily"."am
ount %s", RIGHTARG = "fa""mily"."am
ount %s", FUNCTION = "fa""mily".less);
CREATE OPERATOR "fa""mily".<# (LEFTARG = "fa""mily"."am
ount %s", RIGHTARG = int, FUNCTION = "fa""mily".less);
CREATE OPERATOR FAMILY "fa""mily"."lo""ose %s" USING btree;
COMMENT ON OPERATOR FAMILY "fa""mily"."lo""ose %s" USING btree IS 'it''s a family';
ALTER OPERATOR FAMILY "fa""mily"."lo""ose %s" USING btree OWNER TO lifeboat_owner;
CREATE OPERATOR CLASS "fa""mily"."am""ount ops" DEFAULT FOR TYPE "fa""mily"."am
ount %s" USING btree FAMILY "fa""mily"."lo""ose %s" AS
  OPERATOR 1 "fa""mily".<#, FUNCTION 1 "fa""mily".compare("fa""mily"."am
ount %s", "fa""mily"."am
ount %s");
COMMENT ON OPERATOR CLASS "fa""mily"."am""ount ops" USING btree IS 'it''s a class';
ALTER OPERATOR CLASS "fa""mily"."am""ount ops" USING btree OWNER TO lifeboat_owner;
ALTER OPERATOR FAMILY "fa""mily"."lo""ose %s" USING btree ADD
  OPERATOR 1 "fa""mily".<# ("fa""mily"."am
ount %s", int),
  FUNCTION 1 ("fa""mily"."am
ount %s", int) "fa""mily".compare("fa""mily"."am
ount %s", int);

CREATE OPERATOR FAMILY empty USING hash;
CREATE OPERATOR CLASS backwards FOR TYPE int4 USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int4, int4), FUNCTION 4 btequalimage(oid);
CREATE OPERATOR CLASS beside FOR TYPE int2 USING btree FAMILY integer_ops AS STORAGE int2;
CREATE OPERATOR CLASS stored FOR TYPE polygon USING gist AS
  OPERATOR 1 << (polygon, polygon), OPERATOR 15 <-> (polygon, point) FOR ORDER BY float_ops,
  FUNCTION 1 gist_poly_consistent(internal, polygon, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
  FUNCTION 3 gist_poly_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
  FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal),
  STORAGE box;
CREATE OPERATOR CLASS hashed FOR TYPE text USING hash AS OPERATOR 1 =, FUNCTION 1 hashtext(text), FUNCTION 2 hashtextextended(text, int8);

CREATE ACCESS METHOD own_gist TYPE INDEX HANDLER gisthandler;
CREATE OPERATOR CLASS own_ops DEFAULT FOR TYPE box USING own_gist AS OPERATOR 1 <<,
  FUNCTION 1 gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
  FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal),
  FUNCTION 7 gist_box_same(box, box, internal);
CREATE TABLE t (a int, b text, c polygon, d "fa""mily"."am
ount %s");
CREATE INDEX one ON t (a backwards);
CREATE INDEX two ON t USING hash (b hashed);
CREATE INDEX three ON t USING gist (c stored);
CREATE INDEX four ON t (d);
CREATE INDEX five ON t USING own_gist (box(c));
CREATE TYPE reversed AS RANGE (SUBTYPE = int, SUBTYPE_OPCLASS = backwards);
CREATE TABLE p (a int) PARTITION BY RANGE (a backwards);
INSERT INTO t VALUES (1, 'x', '((0,0),(1,1),(1,0))', '(1)'), (2, 'y', NULL, '(2)');
