-- covers: function: window
-- covers: function: support function
-- covers: aggregate: parallel with serialization
-- roles: lifeboat_owner
CREATE SCHEMA "sup""port";
CREATE FUNCTION "row ""number"() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_row_number';
CREATE FUNCTION lag_of(anyelement) RETURNS anyelement LANGUAGE internal WINDOW IMMUTABLE STRICT PARALLEL SAFE AS 'window_lag';
COMMENT ON FUNCTION lag_of(anyelement) IS 'a window function';
CREATE FUNCTION "sup""port"."help %s"(internal) RETURNS internal LANGUAGE internal STRICT IMMUTABLE AS 'generate_series_int4_support';
CREATE FUNCTION helped(int, int) RETURNS SETOF int LANGUAGE internal IMMUTABLE STRICT ROWS 33 SUPPORT "sup""port"."help %s" AS 'generate_series_int4';
CREATE FUNCTION helped_by_system(int, int) RETURNS SETOF int LANGUAGE internal IMMUTABLE STRICT SUPPORT pg_catalog.generate_series_int4_support AS 'generate_series_int4';
CREATE AGGREGATE average(int8) (SFUNC = int8_avg_accum, STYPE = internal, SSPACE = 48, FINALFUNC = numeric_poly_avg, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = int8_avg_combine, SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE restricted(int) (SFUNC = int4larger, STYPE = int, COMBINEFUNC = int4larger, PARALLEL = RESTRICTED);
ALTER AGGREGATE average(int8) OWNER TO lifeboat_owner;
CREATE VIEW uses AS SELECT average(x) AS a FROM generate_series(1, 3) AS x;
CREATE VIEW windows AS SELECT "row ""number"() OVER (ORDER BY x) AS n, lag_of(x) OVER () AS l FROM helped(1, 3) AS x;
