-- covers: type: composite
-- covers: type: enum
-- covers: type: enum with added values in order
-- covers: type: domain with default and not null
-- covers: type: domain with constraints
-- covers: type: domain with constraint not valid
-- covers: type: domain with collation
-- covers: type: range
-- covers: type: range with collation and operator class
-- covers: privileges: types and domains
-- roles: lifeboat_owner, lifeboat_reader
CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
ALTER TYPE mood ADD VALUE 'meh' BEFORE 'it''s ok';
-- next transaction
CREATE TYPE empty_enum AS ENUM ();
CREATE TYPE pair AS (a int, "B b" text COLLATE "C", c numeric(10,2)[]);
COMMENT ON TYPE pair IS 'two';
COMMENT ON COLUMN pair."B b" IS 'an attribute';
CREATE TYPE empty_pair AS ();
CREATE DOMAIN positive AS int NOT NULL DEFAULT 1 CHECK (VALUE > 0) CONSTRAINT small CHECK (VALUE < 1000);
COMMENT ON DOMAIN positive IS 'a domain';
COMMENT ON CONSTRAINT small ON DOMAIN positive IS 'its constraint';
CREATE DOMAIN positives AS positive[] CHECK (array_length(VALUE, 1) < 5);
CREATE DOMAIN cased AS varchar(5) COLLATE "C";
ALTER DOMAIN cased ADD CONSTRAINT later CHECK (VALUE <> '') NOT VALID;
CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
CREATE TYPE pairs AS (p pair, ps pair[], m mood, r float_range);
ALTER TYPE mood OWNER TO lifeboat_owner;
REVOKE USAGE ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO lifeboat_reader WITH GRANT OPTION;
REVOKE USAGE ON DOMAIN positive FROM PUBLIC;
CREATE TABLE uses (a mood DEFAULT 'meh', b pairs, c positive, d positives, e cased, f float_range, g text_range);
INSERT INTO uses (a, b) VALUES ('sad', ROW(ROW(1, 'x', '{1.5,2}'), NULL, 'happy', '[1,2)'));
