-- covers: privileges: functions, procedures, aggregates
-- roles: lifeboat_reader
CREATE SCHEMA "agg""s";
CREATE FUNCTION "agg""s".step(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1';
CREATE AGGREGATE "agg""s"."all %s"(*) (SFUNC = "agg""s".step, STYPE = int, INITCOND = '0');
CREATE AGGREGATE "agg""s".middle(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final);
REVOKE EXECUTE ON FUNCTION "agg""s"."all %s"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "agg""s"."all %s"() TO lifeboat_reader WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION "agg""s".middle(float8, float8) FROM PUBLIC;
