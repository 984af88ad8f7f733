-- Plants what a search path could find in the place of what is PostgreSQL's own: in the schemas likely and hostile,
-- operators, functions, domains, views and casts. Each calls likely.ran(text), which writes down that it ran, and fails.
-- @NAMES@ are the words that may be names of functions, as SQL.
SET search_path = pg_catalog;
SET check_function_bodies = off;
SET client_min_messages = error;
CREATE SCHEMA hostile;

-- Makes a function that writes down that it ran; false where PostgreSQL takes none with such arguments.
CREATE FUNCTION hostile.plant(name text, arguments text, result text) RETURNS boolean LANGUAGE plpgsql AS $plant$
BEGIN
  EXECUTE format('CREATE FUNCTION %s(%s) RETURNS %s LANGUAGE plpgsql AS %L', name, arguments, result,
    format('BEGIN PERFORM likely.ran(%L); END', name || '(' || arguments || ')'));
  RETURN true;
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $plant$;

CREATE FUNCTION hostile.operate(schema text, name text, lefttype text, righttype text, result text, number bigint)
RETURNS boolean LANGUAGE plpgsql AS $operate$
DECLARE
  planted text := format('%I.operator_%s', schema, number);
BEGIN
  IF NOT hostile.plant(planted, concat_ws(', ', lefttype, righttype), result) THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE OPERATOR %I.%s (%s, function = %s)', schema, name,
    concat_ws(', ', 'leftarg = ' || lefttype, 'rightarg = ' || righttype), planted);
  RETURN true;
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $operate$;

-- Types that the catalogs and the parameters of a driver have.
CREATE TABLE hostile.common AS SELECT * FROM unnest(ARRAY['boolean', '"char"', 'name', 'text', 'varchar', 'smallint', 'integer',
  'bigint', 'oid', 'oidvector', 'regclass', 'text[]', 'name[]', 'oid[]']) WITH ORDINALITY AS t(type, number);
GRANT SELECT ON hostile.common TO public;

-- Likely: the operators that queries of catalogs are full of.
SELECT hostile.operate('likely', o.name, l.type, r.type, o.result, o.number * 1000 + l.number * 20 + r.number)
FROM (VALUES (1, '=', 'boolean'), (2, '<>', 'boolean'), (3, '||', 'text')) AS o(number, name, result),
  hostile.common AS l, hostile.common AS r
WHERE l.type || ' ' || r.type IN ('text text', 'name name', 'text name', 'name text', 'text varchar', 'name varchar', 'oid oid',
  'oid integer', 'oid regclass', 'regclass oid', '"char" "char"', 'integer integer', 'boolean boolean', 'text[] text[]');
SELECT hostile.operate('likely', o.name, t, t, 'boolean', o.number)
FROM (VALUES (1, '='), (2, '<>')) AS o(number, name), unnest(ARRAY['anyelement', 'anyarray']) AS t WHERE t = 'anyelement' OR o.number = 1;
SELECT hostile.plant('likely.' || f.name, f.arguments, f.result) FROM (VALUES
  ('lower', 'text', 'text'), ('lower', 'varchar', 'text'), ('unnest', 'anyarray', 'SETOF anyelement'),
  ('set_config', 'text, text, boolean', 'text'), ('current_setting', 'text', 'text'), ('format', 'text, anyelement', 'text'),
  ('quote_ident', 'text', 'text'), ('current_database', '', 'name'), ('pg_backend_pid', '', 'integer'),
  ('has_table_privilege', 'oid, text', 'boolean')) AS f(name, arguments, result);

-- All operators of PostgreSQL, and those that are written between values of other types as well.
SELECT hostile.operate('hostile', o.oprname, CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
  CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END, format_type(o.oprresult, NULL), o.oid::bigint)
FROM pg_operator AS o WHERE o.oprnamespace = 'pg_catalog'::regnamespace;
SELECT hostile.operate('hostile', o.name, l.type, r.type, o.result, 100000 + o.number * 1000 + l.number * 20 + r.number)
FROM unnest(ARRAY['=', '<>', '<', '<=', '>', '>=', '~', '!~', '~~', '!~~', '+', '-', '*', '/', '%', '||'],
    ARRAY['boolean', 'boolean', 'boolean', 'boolean', 'boolean', 'boolean', 'boolean', 'boolean', 'boolean', 'boolean',
      'bigint', 'bigint', 'bigint', 'bigint', 'bigint', 'text']) WITH ORDINALITY AS o(name, result, number),
  hostile.common AS l, hostile.common AS r;

-- All functions of PostgreSQL whose name is written somewhere, with their arguments, and with one argument of other types.
CREATE TABLE hostile.names AS SELECT * FROM unnest(@NAMES@) AS n(name);
SELECT hostile.plant('hostile.' || quote_ident(p.proname),
  array_to_string(ARRAY(SELECT format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, number)
    ORDER BY a.number), ', '),
  CASE WHEN p.prorettype = 'pg_catalog.record'::regtype THEN 'boolean'
    ELSE CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || format_type(p.prorettype, NULL) END)
FROM pg_proc AS p JOIN hostile.names AS n ON n.name = p.proname WHERE p.pronamespace = 'pg_catalog'::regnamespace;
SELECT hostile.plant('hostile.' || quote_ident(f.proname), t.type, 'text')
FROM (SELECT DISTINCT p.proname FROM pg_proc AS p JOIN hostile.names AS n ON n.name = p.proname
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND (p.pronargs = 1 OR p.provariadic <> 0)) AS f,
  (SELECT type FROM hostile.common UNION ALL VALUES ('anyelement'), ('anyarray'), ('text, anyelement'), ('VARIADIC anyarray'),
    ('text, VARIADIC anyarray')) AS t;

-- All relations of PostgreSQL, its base types, and casts between what queries have and a type of a user.
DO $relations$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT c.relname FROM pg_class AS c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v')
    AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid
        AND format_type(a.atttypid, NULL) IN ('anyarray', 'pg_statistic[]')) LOOP
    EXECUTE format('CREATE VIEW hostile.%I AS SELECT * FROM pg_catalog.%I WHERE likely.ran(%L)', r.relname, r.relname, 'relation ' || r.relname);
  END LOOP;
END $relations$;
CREATE TYPE likely.own AS (x integer);
DO $casts$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT format_type(t.oid, NULL) AS type, row_number() OVER (ORDER BY t.oid) AS number FROM pg_type AS t
    WHERE t.typname IN ('bool', 'name', 'text', 'varchar', 'int2', 'int4', 'int8', 'oid', 'regclass', 'tid', '_text') LOOP
    PERFORM hostile.plant('likely.from_' || r.number, 'likely.own', r.type);
    EXECUTE format('CREATE CAST (likely.own AS %s) WITH FUNCTION likely.from_%s(likely.own) AS IMPLICIT', r.type, r.number);
    PERFORM hostile.plant('likely.to_' || r.number, r.type, 'likely.own');
    EXECUTE format('CREATE CAST (%s AS likely.own) WITH FUNCTION likely.to_%s(%s) AS IMPLICIT', r.type, r.number, r.type);
  END LOOP;
END $casts$;
DO $types$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT t.typname FROM pg_type AS t WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b' AND t.typcategory <> 'A' LOOP
    EXECUTE format('CREATE DOMAIN hostile.%I AS pg_catalog.%I CHECK (likely.ran(%L))', r.typname, r.typname, 'type ' || r.typname);
  END LOOP;
END $types$;
