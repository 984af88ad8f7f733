-- covers: large object: content
-- covers: large object: owner, privileges, comment
-- covers: privileges: large objects
-- roles: lifeboat_owner, lifeboat_reader
SELECT lo_from_bytea(70001, decode(repeat('00ff5c0a', 50000), 'hex')), lo_from_bytea(70002, ''), lo_create(70003), lo_from_bytea(70004, 'x');
COMMENT ON LARGE OBJECT 70001 IS 'the big one';
ALTER LARGE OBJECT 70002 OWNER TO lifeboat_owner;
GRANT SELECT ON LARGE OBJECT 70003 TO lifeboat_reader;
GRANT ALL ON LARGE OBJECT 70001 TO PUBLIC;
SELECT lo_create(42);
COMMENT ON LARGE OBJECT 42 IS 'an OID below those that the server gives out';
