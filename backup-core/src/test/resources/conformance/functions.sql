-- covers: function: arguments with defaults and VARIADIC
-- covers: function: attributes
-- covers: function: SET clauses
-- covers: function: result tables and OUT arguments
-- covers: procedure
-- covers: aggregate: plain with sort operator
-- covers: aggregate: ordered-set and hypothetical
-- covers: aggregate: moving
-- covers: privileges: functions, procedures, aggregates
-- roles: lifeboat_owner, lifeboat_reader
CREATE FUNCTION plus(a int, b int DEFAULT 1, VARIADIC c int[] DEFAULT '{}') RETURNS int LANGUAGE sql IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 5 AS 'SELECT a + b';
CREATE FUNCTION many(n int) RETURNS TABLE (x int, "Y y" text) LANGUAGE plpgsql ROWS 7 SECURITY DEFINER SET search_path = public, pg_catalog SET "work_mem" = '5MB' AS $body$
BEGIN
  RETURN QUERY SELECT g, $$dollar ' quoted$$ FROM generate_series(1, n) g; -- comment
END $body$;
CREATE FUNCTION out_only(OUT a int, INOUT b text) LANGUAGE sql AS $$ SELECT 1, b $$;
CREATE TABLE data (id int PRIMARY KEY, v text);
CREATE PROCEDURE do_it(INOUT a int) LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION takes_row(d data) RETURNS int LANGUAGE sql AS 'SELECT d.id';
CREATE FUNCTION takes_rows(d data[]) RETURNS SETOF data LANGUAGE sql AS 'SELECT * FROM unnest(d)';
CREATE FUNCTION "odd ""name""; --"("arg ""x""" text) RETURNS text LANGUAGE sql AS 'SELECT $1';
COMMENT ON FUNCTION plus(int, int, int[]) IS 'adds';
COMMENT ON PROCEDURE do_it(int) IS 'does it';
REVOKE ALL ON FUNCTION plus(int, int, int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plus(int, int, int[]) TO lifeboat_reader WITH GRANT OPTION;
REVOKE ALL ON PROCEDURE do_it(int) FROM PUBLIC;
ALTER FUNCTION many(int) OWNER TO lifeboat_owner;
ALTER PROCEDURE do_it(int) OWNER TO lifeboat_owner;
CREATE AGGREGATE my_sum(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = safe);
CREATE AGGREGATE my_avg(float8) (SFUNC = float8_accum, STYPE = float8[], FINALFUNC = float8_avg, INITCOND = '{0,0,0}', MSFUNC = float8_accum, MINVFUNC = float8_accum, MSTYPE = float8[], MFINALFUNC = float8_avg, MINITCOND = '{0,0,0}', SSPACE = 100);
CREATE AGGREGATE my_rank(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE my_percentile(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final, FINALFUNC_MODIFY = SHAREABLE);
CREATE AGGREGATE my_min(int) (SFUNC = int4smaller, STYPE = int, SORTOP = <);
CREATE AGGREGATE my_count(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
COMMENT ON AGGREGATE my_sum(int) IS 'sums';
ALTER AGGREGATE my_sum(int) OWNER TO lifeboat_owner;
REVOKE ALL ON FUNCTION my_sum(int) FROM PUBLIC;
