package dev.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.Source;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a role of the source defines is run where it is verified; it must gain nothing there. */
class HostileSourceTest {
  private static final TestPostgres SOURCE = TestPostgres.of(18);

  @TempDir private Path folder;

  /** Definitions that run {@code m.attack()} when they are restored or their rows are loaded. */
  static Stream<String> occasions() {
    return Stream.of(
        "CREATE TABLE m.t (a int CHECK (m.attack()))",
        "CREATE TABLE m.t (a int, b bool GENERATED ALWAYS AS (m.attack()) STORED)",
        "CREATE TABLE m.t (a int); CREATE INDEX ON m.t ((m.attack()))",
        "CREATE TABLE m.t (a int); CREATE INDEX ON m.t (a) WHERE m.attack()",
        "CREATE DOMAIN m.d AS int CHECK (m.attack()); CREATE TABLE m.t (a m.d)",
        "CREATE TABLE m.t (a int); CREATE MATERIALIZED VIEW m.v AS SELECT m.attack()",
        "CREATE TABLE m.t (a int) PARTITION BY LIST ((m.attack() AND a > 0));"
            + " CREATE TABLE m.p PARTITION OF m.t FOR VALUES IN (true, false)",
        "CREATE TABLE m.t (a int); CREATE STATISTICS m.s ON (m.attack()) FROM m.t");
  }

  @ParameterizedTest
  @MethodSource("occasions")
  void functionsOfTheSourceReachNothingOfTheHost(String occasion) throws IOException {
    Path secret = Files.writeString(folder.resolve("identity"), "AGE-SECRET-KEY-1");
    Path written = folder.resolve("written");
    try (TestDatabase database = SOURCE.createDatabase()) {
      database.execute(attack(secret, written));
      database.execute(occasion);
      database.execute("INSERT INTO m.t VALUES (1)");
      Verification proof = verify(database);
      assertThat(written).doesNotExist();
      assertThat(proof.outcome()).as(proof.findings().toString()).isEqualTo(Outcome.PROVED);
    }
  }

  /**
   * Tries all that could lead out of the database, and fails the restore if anything of it works.
   * An immutable function may only read, and so calls one that is not.
   */
  private static String attack(Path secret, Path written) {
    String attempts =
        Stream.of(
                "COPY (SELECT current_user) TO PROGRAM 'cat > {written}'",
                "COPY (SELECT current_user) TO '{written}'",
                "CREATE TEMP TABLE a (line text); COPY a FROM '{secret}'",
                "CREATE TEMP TABLE b (line text); COPY b FROM PROGRAM 'cat {secret}'",
                "SELECT pg_read_file('{secret}')",
                "SELECT pg_read_binary_file('{secret}')",
                "SELECT pg_ls_dir('{folder}')",
                "SELECT pg_stat_file('{secret}')",
                "SELECT lo_export(lo_from_bytea(0, 'a'), '{written}')",
                "SELECT lo_import('{secret}')",
                "ALTER SYSTEM SET archive_command = 'cat > {written}'",
                "SELECT pg_reload_conf()",
                "SET session_preload_libraries = '{written}'",
                "LOAD '{written}'",
                "ALTER ROLE CURRENT_USER SUPERUSER",
                "GRANT pg_execute_server_program TO CURRENT_USER",
                "CREATE ROLE other SUPERUSER LOGIN",
                "SET SESSION AUTHORIZATION postgres",
                "SET ROLE postgres",
                "SELECT rolpassword FROM pg_authid",
                "CREATE EXTENSION file_fdw",
                "CREATE EXTENSION dblink",
                "CREATE FUNCTION m.x(text) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
                "CREATE FUNCTION m.y(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all'")
            .map(each -> "PERFORM m.attempt($x$" + each + "$x$);")
            .collect(Collectors.joining("\n"))
            .replace("{written}", written.toString())
            .replace("{secret}", secret.toString())
            .replace("{folder}", secret.getParent().toString());
    return """
        CREATE SCHEMA m;
        CREATE FUNCTION m.attempt(sql text) RETURNS void LANGUAGE plpgsql AS $body$
        BEGIN
          EXECUTE sql;
          RAISE EXCEPTION 'gained: %', sql USING ERRCODE = 'ZZ001';
        EXCEPTION WHEN SQLSTATE 'ZZ001' THEN RAISE; WHEN OTHERS THEN NULL;
        END $body$;
        CREATE FUNCTION m.attempts() RETURNS bool LANGUAGE plpgsql AS $body$
        BEGIN
        """
        + attempts
        + """
          RETURN true;
        END $body$;
        CREATE FUNCTION m.attack() RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $body$
        BEGIN
          RETURN current_database() <> 'scratch' OR m.attempts();
        END $body$;
        """;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER x ON ddl_command_end EXECUTE FUNCTION e(); COMMENT ON EVENT TRIGGER x IS 'c'|EVENT TRIGGER x",
        "CREATE SUBSCRIPTION x CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false)|SUBSCRIPTION x",
        "CREATE AGGREGATE y(anynonarray) (SFUNC = array_agg_transfn, STYPE = internal, FINALFUNC = array_agg_finalfn, FINALFUNC_EXTRA)|AGGREGATE public.y",
        "CREATE FUNCTION x(float8) RETURNS float8 LANGUAGE internal AS 'dsin'|FUNCTION public.x",
        "CREATE OPERATOR CLASS x FOR TYPE int4 USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int4, int4)|OPERATOR FAMILY public.x",
      })
  void whatOnlyASuperuserCreatesIsInconclusiveByName(String definition, String name)
      throws IOException {
    try (TestDatabase database = SOURCE.createDatabase()) {
      database.execute(definition).execute("CREATE TABLE t AS SELECT 1 AS a");
      Verification proof = verify(database);
      assertThat(proof.outcome()).as(proof.findings().toString()).isEqualTo(Outcome.INCONCLUSIVE);
      assertThat(proof.findings()).extracting(Finding::words).anyMatch(each -> each.contains(name));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE EXTENSION pg_stat_statements; COMMENT ON EXTENSION pg_stat_statements IS 'c'",
        "CREATE SCHEMA s; CREATE EXTENSION dblink SCHEMA s; CREATE TABLE s.t AS SELECT 1 AS a",
        "CREATE EXTENSION hstore; CREATE TABLE h AS SELECT 'a=>1'::hstore AS h",
        "CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db'); CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (user 'u', password 'p'); CREATE FOREIGN TABLE f (a int) SERVER s OPTIONS (table_name 'g'); COMMENT ON SERVER s IS 'c'",
        "CREATE PUBLICATION p FOR ALL TABLES; COMMENT ON PUBLICATION p IS 'c'",
        "CREATE TABLE r (a int); INSERT INTO r VALUES (1); ALTER TABLE r ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON r USING (false)",
        "COMMENT ON SCHEMA public IS 'c'; SELECT lo_from_bytea(7, 'abc'); CREATE SEQUENCE q; SELECT nextval('q')",
      })
  void whatNeedsASuperuserByNameOnlyIsProved(String definition) throws IOException {
    try (TestDatabase database = SOURCE.createDatabase()) {
      database.execute(definition).execute("CREATE TABLE public.t (a int)");
      Verification proof = verify(database);
      assertThat(proof.outcome()).as(proof.findings().toString()).isEqualTo(Outcome.PROVED);
      assertThat(proof.warnings()).noneMatch(each -> each.contains("superuser"));
    }
  }

  private Verification verify(TestDatabase database) throws IOException {
    Lifeboat lifeboat =
        Lifeboat.builder()
            .source(Source.of("hostile", database.dataSource()))
            .storage(DirectoryStorage.at(Files.createTempDirectory(folder, "repository")))
            .encryption(Plaintext.INSTANCE)
            .scratch(new EmbeddedScratch())
            .build();
    Backup backup = lifeboat.backup();
    return lifeboat.verify(backup.id(), Depth.RESTORE);
  }
}
