package dev.lifeboat.dump.globals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.GlobalsResult;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.testing.GlobalsSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GlobalsTest {
  private static final String SECRET = "a very secret password";

  private static final List<String> ROLES =
      List.of(
          "CREATE ROLE \"Grüße, \"\"Welt\"\"\n;--\" LOGIN CREATEDB CONNECTION LIMIT 7",
          "COMMENT ON ROLE \"Grüße, \"\"Welt\"\"\n;--\" IS 'it''s a\\ role;\n-- really'",
          "CREATE ROLE admin_of NOINHERIT CREATEROLE VALID UNTIL '2031-02-03 04:05:06+02'",
          "CREATE ROLE forever LOGIN VALID UNTIL 'infinity' PASSWORD '" + SECRET + "'",
          "CREATE ROLE replicator LOGIN REPLICATION BYPASSRLS",
          "CREATE ROLE another_super SUPERUSER",
          "ALTER ROLE forever SET search_path TO \"$user\", \"a, \"\"b\", public",
          "ALTER ROLE forever SET work_mem TO '7MB'",
          "ALTER ROLE ALL SET my.setting TO 'it''s'",
          "GRANT admin_of TO forever WITH ADMIN OPTION",
          "GRANT pg_monitor TO \"Grüße, \"\"Welt\"\"\n;--\"",
          "SET ROLE forever",
          "GRANT admin_of TO replicator",
          "RESET ROLE",
          "SET allow_in_place_tablespaces = on",
          "CREATE TABLESPACE \"fast \"\"disk\"\"\" OWNER forever LOCATION ''",
          "ALTER TABLESPACE \"fast \"\"disk\"\"\" SET (random_page_cost = 1.1)",
          "GRANT CREATE ON TABLESPACE \"fast \"\"disk\"\"\" TO admin_of WITH GRANT OPTION",
          "COMMENT ON TABLESPACE \"fast \"\"disk\"\"\" IS 'quick'");

  private static final List<String> SINCE_15 =
      List.of(
          "GRANT SET, ALTER SYSTEM ON PARAMETER work_mem TO admin_of",
          "GRANT SET ON PARAMETER my.setting TO PUBLIC",
          "GRANT SET ON PARAMETER log_statement TO forever WITH GRANT OPTION");

  private static final List<String> SINCE_16 =
      List.of("GRANT pg_read_all_data TO admin_of WITH INHERIT TRUE, SET FALSE");

  private final List<TestPostgres> sources = new ArrayList<>();
  @TempDir Path folder;

  @BeforeAll
  void makeServers() {
    TestPostgres.all().map(server -> TestPostgres.fresh(server.major())).forEach(this::fill);
  }

  private void fill(TestPostgres server) {
    List<String> statements = new ArrayList<>(ROLES);
    statements.addAll(server.major() >= 15 ? SINCE_15 : List.of());
    statements.addAll(server.major() >= 16 ? SINCE_16 : List.of());
    server.admin().executeEach(statements);
    sources.add(server);
  }

  Stream<TestPostgres> sources() {
    return sources.stream();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void rolesAndTablespacesComeBackAsTheyWere(TestPostgres source) throws IOException {
    TestPostgres target = TestPostgres.fresh(source.major());
    byte[] script = script(source, GlobalsScope.WITH_PASSWORDS);

    GlobalsResult result = restore(script, target);

    assertThat(GlobalsSnapshot.of(target)).isEqualTo(GlobalsSnapshot.of(source));
    assertThat(result.made())
        .contains("ROLE forever", "ROLE Grüße, \"Welt\"\n;--", "TABLESPACE fast \"disk\"");
    GlobalsResult again = restore(script, target);
    assertThat(again.made()).isEmpty();
    assertThat(GlobalsSnapshot.of(target)).isEqualTo(GlobalsSnapshot.of(source));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void psqlRunsTheScriptWithoutAnError(TestPostgres source) throws IOException {
    Program psql = Program.require("psql");
    TestPostgres target = TestPostgres.fresh(source.major());
    Path script = folder.resolve("globals-" + source.major() + ".sql");
    Files.write(script, script(source, GlobalsScope.WITH_PASSWORDS));

    psql.with("-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script)
        .env(target.admin().environment())
        .succeed();

    assertThat(GlobalsSnapshot.of(target)).isEqualTo(GlobalsSnapshot.of(source));
  }

  @Test
  void passwordsAreKeptOnRequestAlone() throws IOException {
    TestPostgres source = sources.get(0);

    assertThat(text(source, GlobalsScope.WITHOUT_PASSWORDS)).doesNotContain("PASSWORD");
    assertThat(text(source, GlobalsScope.WITH_PASSWORDS)).containsAnyOf("SCRAM-SHA-256", "md5");
    assertThat(Globals.read(source.admin().dataSource(), GlobalsScope.WITH_PASSWORDS).toString())
        .doesNotContain("SCRAM", "md5", "PASSWORD");
  }

  @Test
  void passwordsThatTheRoleMayNotReadAreRefusedAndTheRestIsRead() {
    TestPostgres source = sources.get(0);

    assertThatThrownBy(
            () ->
                Globals.read(source.admin().dataSource("replicator"), GlobalsScope.WITH_PASSWORDS))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "The role replicator may not read the passwords of roles; back up as a superuser, or without passwords");
    assertThat(
            Globals.read(source.admin().dataSource("replicator"), GlobalsScope.WITHOUT_PASSWORDS)
                .statements())
        .anyMatch(sql -> sql.startsWith("CREATE ROLE \"forever\""));
  }

  @Test
  void whatIsThereIsLeftAsItIs() throws IOException {
    TestPostgres source = sources.get(0);
    TestPostgres target = TestPostgres.fresh(source.major());
    target.admin().execute("CREATE ROLE forever NOLOGIN PASSWORD 'mine'");
    target.admin().execute("CREATE ROLE admin_of");
    target.admin().execute("ALTER ROLE ALL SET my.setting TO 'its own'");
    target.admin().execute("CREATE ROLE bystander");
    String before = role(target, "forever");

    GlobalsResult result = restore(script(source, GlobalsScope.WITH_PASSWORDS), target);

    assertThat(role(target, "forever")).isEqualTo(before);
    assertThat(result.left()).contains("ROLE forever", "ROLE admin_of", "settings of all roles");
    assertThat(GlobalsSnapshot.of(target))
        .contains("pg_db_role_setting {\"role\": \"-\", \"setting\": [\"my.setting=its own\"]}");
    assertThat(
            target
                .admin()
                .query(
                    "SELECT member::regrole FROM pg_auth_members WHERE roleid = 'admin_of'::regrole"))
        .as("an existing role gets no new membership, a new one does")
        .containsExactly(List.of("replicator"));
  }

  @Test
  void anExistingRoleIsMadeAMemberOfNothing() throws IOException {
    TestPostgres target = TestPostgres.fresh(sources.get(0).major());
    target.admin().execute("CREATE ROLE there");
    byte[] script =
        "CREATE ROLE \"mighty\" WITH SUPERUSER;\nGRANT \"mighty\" TO \"there\";\n"
            .getBytes(StandardCharsets.UTF_8);

    GlobalsResult result = restore(script, target);

    assertThat(result.made()).containsExactly("ROLE mighty");
    assertThat(result.left()).containsExactly("ROLE there");
    assertThat(target.admin().value("SELECT count(*) FROM pg_auth_members WHERE roleid > 16000"))
        .isEqualTo("0");
  }

  @Test
  void rolesOfAnOlderServerAreMadeOnANewerOne() throws IOException {
    TestPostgres source = TestPostgres.fresh(15);
    source.admin().executeEach(ROLES);
    TestPostgres target = TestPostgres.fresh(17);

    assertThat(restore(script(source, GlobalsScope.WITH_PASSWORDS), target).made())
        .contains("ROLE replicator", "TABLESPACE fast \"disk\"");
  }

  @Test
  void whatFailsTellsNoPassword() {
    TestPostgres target = TestPostgres.fresh(sources.get(0).major());
    byte[] script =
        "CREATE ROLE \"x\" WITH LOGIN PASSWORD 'SCRAM-SHA-256$secret' VALID UNTIL 'never';\n"
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> restore(script, target))
        .hasMessageContaining("Could not restore ROLE x")
        .satisfies(
            failure -> {
              for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("SCRAM", "secret");
              }
            });
  }

  @Test
  void aTablespaceThatCannotBeMadeIsNamed() throws IOException {
    TestPostgres target = TestPostgres.fresh(sources.get(0).major());
    byte[] script =
        "CREATE ROLE \"x\" WITH LOGIN;\nCREATE TABLESPACE \"lost\" OWNER \"x\" LOCATION '/no/such';\n"
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> restore(script, target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Could not restore TABLESPACE lost")
        .hasMessageContaining("/no/such");
  }

  private static String role(TestPostgres server, String name) {
    return GlobalsSnapshot.of(server).stream()
        .filter(row -> row.startsWith("pg_authid") && row.contains('"' + name + '"'))
        .findFirst()
        .orElseThrow();
  }

  private static GlobalsResult restore(byte[] script, TestPostgres target) throws IOException {
    return Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
        .restoreGlobals(
            new ByteArrayInputStream(script), Target.database(target.admin().dataSource()));
  }

  private static String text(TestPostgres source, GlobalsScope scope) throws IOException {
    return new String(script(source, scope), StandardCharsets.UTF_8);
  }

  private static byte[] script(TestPostgres source, GlobalsScope scope) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    Globals.read(source.admin().dataSource(), scope).writeTo(script);
    return script.toByteArray();
  }
}
