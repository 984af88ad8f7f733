-- covers: large object: thousands in batches
-- roles: lifeboat_owner, lifeboat_reader
SELECT count(lo_from_bytea(80000 + i, convert_to(repeat(md5(i::text), i % 20), 'UTF8'))) FROM generate_series(1, 2000) AS i;
DO $$BEGIN
  FOR i IN 1..2000 LOOP
    IF i % 3 = 0 THEN EXECUTE format('ALTER LARGE OBJECT %s OWNER TO lifeboat_owner', 80000 + i); END IF;
    IF i % 5 = 0 THEN EXECUTE format('COMMENT ON LARGE OBJECT %s IS %L', 80000 + i, 'number ' || i); END IF;
    IF i % 7 = 0 THEN EXECUTE format('GRANT SELECT ON LARGE OBJECT %s TO lifeboat_reader', 80000 + i); END IF;
  END LOOP;
END$$;
-- about as large as what is read at once
SELECT lo_from_bytea(79001, convert_to(repeat('a', 16383), 'UTF8')), lo_from_bytea(79002, convert_to(repeat('b', 16384), 'UTF8')), lo_from_bytea(79003, convert_to(repeat('c', 16385), 'UTF8')), lo_from_bytea(79004, convert_to(repeat('d', 50000), 'UTF8'));
