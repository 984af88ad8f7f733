package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresUrlTest {
  private static final Map<String, String> NOTHING = Map.of();

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "postgresql://anna@db.example.org/school postgresql://anna@db.example.org:5432/school",
        "postgres://anna@db:6543/school postgresql://anna@db:6543/school",
        "postgresql://anna:secret@db/school postgresql://anna@db:5432/school",
        "postgresql://anna@[::1]:6543/school postgresql://anna@[::1]:6543/school",
        "postgresql://anna@[2001:db8::7]/school postgresql://anna@[2001:db8::7]:5432/school",
        "postgresql://anna@a,b:6543,[::1]/s postgresql://anna@a:5432,b:6543,[::1]:5432/s",
        "postgresql://anna@db postgresql://anna@db:5432/anna",
        "postgresql://anna@db/ postgresql://anna@db:5432/anna",
        "postgresql://an%40na@db/sch%C3%B6ol%2Fone postgresql://an%40na@db:5432/sch%C3%B6ol%2Fone",
        "postgresql://anna@db/schöol postgresql://anna@db:5432/sch%C3%B6ol",
        "postgresql:///school?host=db&port=6543&user=anna postgresql://anna@db:6543/school",
        "postgresql:///s?host=a,b&port=1,2&user=anna postgresql://anna@a:1,b:2/s",
        "postgresql:///s?host=a,b&port=7&user=anna postgresql://anna@a:7,b:7/s",
        "postgresql:///s?hostaddr=10.0.0.1&user=anna postgresql://anna@10.0.0.1:5432/s",
        "postgresql://db?dbname=school&user=anna postgresql://anna@db:5432/school",
        "postgresql://anna@db/a+b postgresql://anna@db:5432/a%2Bb",
        "jdbc:postgresql://db:6543/school?user=anna postgresql://anna@db:6543/school",
        "jdbc:postgresql://db/school?user=anna&password=x postgresql://anna@db:5432/school",
        "jdbc:postgresql:school?user=anna postgresql://anna@localhost:5432/school",
        "jdbc:postgresql:/?user=anna postgresql://anna@localhost:5432/anna",
        "jdbc:postgresql:///school?user=anna postgresql://anna@localhost:5432/school",
        "jdbc:postgresql://db/a+b?user=anna postgresql://anna@db:5432/a%20b",
      })
  void isReadAsItsProgramsWriteIt(String url, String understood) {
    assertThat(PostgresUrl.parse(url, NOTHING)).hasToString(understood);
  }

  @Test
  void takesUserAndPasswordApart() {
    PGSimpleDataSource source = read("postgresql://an%3Ana:p%40ss%2Fw:rd%25@db/school");

    assertThat(source.getUser()).isEqualTo("an:na");
    assertThat(source.getPassword()).isEqualTo("p@ss/w:rd%");
  }

  @Test
  void aPasswordMayHoldWhatEndsNoCredentials() {
    assertThat(read("postgresql://anna:a?b#c&d=+e@db/school").getPassword())
        .isEqualTo("a?b#c&d=+e");
  }

  @Test
  void aUserNeedsNoPassword() {
    assertThat(read("postgresql://anna@db/school").getPassword()).isNull();
    assertThat(read("postgresql://anna:@db/school").getPassword()).isNull();
  }

  @Test
  void whatTheDriverKnowsReachesIt() {
    PGSimpleDataSource source =
        read(
            "postgresql://anna@db/school?sslmode=verify-full&sslrootcert=/etc/ca.crt"
                + "&connect_timeout=7&channel_binding=require&gssencmode=disable"
                + "&options=-c%20search_path%3Dbilling&target_session_attrs=read-write");

    assertThat(source.getSslMode()).isEqualTo("verify-full");
    assertThat(source.getSslRootCert()).isEqualTo("/etc/ca.crt");
    assertThat(source.getConnectTimeout()).isEqualTo(7);
    assertThat(source.getChannelBinding()).isEqualTo("require");
    assertThat(source.getGssEncMode()).isEqualTo("disable");
    assertThat(source.getOptions()).isEqualTo("-c search_path=billing");
    assertThat(source.getTargetServerType()).isEqualTo("primary");
  }

  @Test
  void itIntroducesItselfUnlessToldOtherwise() {
    assertThat(read("postgresql://anna@db/s").getApplicationName()).isEqualTo("lifeboat");
    assertThat(read("postgresql://anna@db/s?application_name=nightly").getApplicationName())
        .isEqualTo("nightly");
    assertThat(read("jdbc:postgresql://db/s?ApplicationName=nightly").getApplicationName())
        .isEqualTo("nightly");
  }

  @Test
  void theSystemsCertificatesAreTrustedWhereAsked() {
    PGSimpleDataSource source = read("postgresql://anna@db/s?sslrootcert=system");

    assertThat(source.getSslMode()).isEqualTo("verify-full");
    assertThat(source.getSslRootCert()).isNull();
    assertThat(source.getSslfactory()).isEqualTo("org.postgresql.ssl.DefaultJavaSSLFactory");
  }

  @Test
  void sslIsRequiredWhereLibpqWouldRequireIt() {
    assertThat(read("postgresql://anna@db/s?ssl=true").getSslMode()).isEqualTo("require");
    assertThat(read("jdbc:postgresql://db/s?ssl=true").getSsl()).isTrue();
  }

  @Test
  void whatIsNotKnownIsNamedAndItsValueIsNot() {
    PostgresUrl url =
        PostgresUrl.parse(
            "postgresql://anna:hunter2@db/s?schema=public&pgbouncer=true&connection_limit=5&x=hunter3",
            NOTHING);

    assertThat(url.warnings())
        .containsExactly(
            "The database URL's parameter 'schema' means nothing here and is left out",
            "The database URL's parameter 'pgbouncer' means nothing here and is left out",
            "The database URL's parameter 'connection_limit' means nothing here and is left out",
            "The database URL's parameter 'x' means nothing here and is left out");
    assertThat(url.warnings().toString() + url).doesNotContain("hunter");
  }

  @Test
  void namesOfParametersStayOnOneLine() {
    PostgresUrl url = PostgresUrl.parse("postgresql://anna@db/s?a%0Ab%1B=1", NOTHING);

    assertThat(url.warnings())
        .containsExactly("The database URL's parameter 'a b ' means nothing here and is left out");
  }

  @Test
  void noClassIsMadeBecauseAUrlSaysSo() {
    PostgresUrl url =
        PostgresUrl.parse("jdbc:postgresql://db/s?socketFactory=evil.Factory", NOTHING);

    assertThat(url.dataSource().getSocketFactory()).isNull();
    assertThat(url.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|The database URL is empty",
        "mysql://anna:hunter2@db/s|begins with neither postgresql:// nor jdbc:postgresql:",
        "anna:hunter2@db/s|begins with neither",
        "postgresql:hunter2|begins with neither",
        "postgresql://anna:hunter2@/s|names no host",
        "postgresql:///s|names no host",
        "postgresql://anna:hunter2@a,,b/s|names no host",
        "postgresql://anna:hunter2@db:0/s|has a port that is no number from 1 to 65535",
        "postgresql://anna:hunter2@db:65536/s|has a port that is no number",
        "postgresql://anna:hunter2@db:99999999999/s|has a port that is no number",
        "postgresql://anna:hunter2@db:x/s|has a port that is no number",
        "postgresql://anna:hunter2/more@db/s|more than one @",
        "postgresql://anna:12/hunter2@db/s|more than one @",
        "postgresql://anna:12/hunter2?x=y@db/s|more than one @",
        "postgresql://anna:hun@ter2@db/s|more than one @",
        "postgresql://anna:hunter2%@db/s|has a %",
        "postgresql://anna:hunter2%zz@db/s|has a %",
        "postgresql://anna:hunter2%00@db/s|has a %",
        "postgresql://anna:hunter2%ff@db/s|has a %",
        "postgresql://anna:hunter2@[::1/s|names a host that cannot be",
        "postgresql://anna:hunter2@%2Fvar%2Frun/s|names a Unix socket",
        "postgresql://anna:hunter2@/s?host=/var/run|names a Unix socket",
        "postgresql:///s?host=a,b&port=1,2,3|names 2 hosts and 3 ports",
        "postgresql://anna:hunter2@db/s?hunter2|has a parameter without a value",
        "postgresql://anna:hunter2@db/s?sslmode=hunter2|parameter 'sslmode' has a value",
        "postgresql://anna:hunter2@db/s?target_session_attrs=hunter2|'target_session_attrs' has a",
        "postgresql://anna:hunter2@db/s?connect_timeout=hunter2|no whole number of seconds",
      })
  void whatCannotBeIsRefusedWithoutQuotingIt(String url, String reason) {
    assertThatThrownBy(() -> PostgresUrl.parse(url, NOTHING))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"requireAuth", "require_auth", "sslNegotiation", "ssl", "tcpKeepAlive"})
  void whatTheDriverRefusesIsNotQuotedEither(String name) {
    PostgresUrl url =
        PostgresUrl.parse("jdbc:postgresql://127.0.0.1:1/s?" + name + "=hunter2", NOTHING);

    assertThatThrownBy(() -> url.dataSource().getConnection().close())
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter"));
  }

  @Test
  void noTextMakesItFailOtherwiseOrTellAPassword() {
    Random random = new Random(20_261_122);
    String alphabet = "@:/?#&=%[],+ab1\u00e9\ud83d\ude00 \n";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder("postgresql://u:");
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      text.append("@db/s");
      try {
        assertThat(PostgresUrl.parse(text.toString(), NOTHING).toString()).isNotEmpty();
      } catch (RefusedException e) {
        assertThat(e).hasNoCause();
      }
    }
  }

  @Test
  void theEnvironmentSaysWhatTheUrlDoesNot() {
    Map<String, String> environment =
        Map.of(
            "PGPASSWORD",
            "secret",
            "PGUSER",
            "anna",
            "PGDATABASE",
            "school",
            "PGSSLMODE",
            "require");

    PGSimpleDataSource source = PostgresUrl.parse("postgresql://db", environment).dataSource();

    assertThat(source.getUser()).isEqualTo("anna");
    assertThat(source.getPassword()).isEqualTo("secret");
    assertThat(source.getDatabaseName()).isEqualTo("school");
    assertThat(source.getSslMode()).isEqualTo("require");
    assertThat(
            PostgresUrl.parse("postgresql://b:other@db/s?sslmode=disable", environment)
                .dataSource())
        .extracting("password", "user", "sslmode")
        .containsExactly("other", "b", "disable");
  }

  @Test
  void thePasswordFileIsReadAsLibpqReadsIt(@TempDir Path home) throws IOException {
    write(
        home,
        "# a comment",
        "",
        "other:*:*:*:wrong",
        "db:5432:school:anna:first:with\\:colon\\\\",
        "db:*:*:*:any");
    Map<String, String> environment = Map.of("HOME", home.toString());

    assertThat(read("postgresql://anna@db/school", environment)).isEqualTo("first:with:colon\\");
    assertThat(read("postgresql://bert@db/school", environment)).isEqualTo("any");
    assertThat(read("postgresql://anna@nowhere,db/school", environment))
        .isEqualTo("first:with:colon\\");
    assertThat(read("postgresql://anna@nowhere/school", environment)).isNull();
    assertThat(read("postgresql://anna:own@db/school", environment)).isEqualTo("own");
    assertThat(
            PostgresUrl.parse("postgresql://anna@db/school", environment)
                .withDatabase("second")
                .dataSource()
                .getPassword())
        .isEqualTo("any");
  }

  @Test
  void aPasswordFileThatOthersMayReadIsNotUsed(@TempDir Path home) throws IOException {
    Path file = write(home, "*:*:*:*:secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(read("postgresql://anna@db/s", Map.of("HOME", home.toString()))).isNull();
  }

  @Test
  void aPasswordFileThatOthersMayReadIsNamedWhereItIsNeeded(@TempDir Path home) throws IOException {
    Path file = write(home, "*:*:*:*:secret");
    Map<String, String> environment = Map.of("HOME", home.toString());
    assertThat(PostgresUrl.parse("postgresql://anna@db/s", environment).warnings()).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(PostgresUrl.parse("postgresql://anna@db/s", environment).warnings())
        .containsExactly(
            "The password file "
                + file
                + " is not used: others may access it; run chmod 600 on it");
    assertThat(PostgresUrl.parse("postgresql://anna:own@db/s", environment).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PGHOST=db|postgresql:///s?user=anna|postgresql://anna@db:5432/s",
        "PGHOST=db|postgresql://?user=anna&dbname=s|postgresql://anna@db:5432/s",
        "PGHOST=db PGPORT=6543|postgresql:///s?user=anna|postgresql://anna@db:6543/s",
        "PGHOST=a,b PGPORT=1,2|postgresql:///s?user=anna|postgresql://anna@a:1,b:2/s",
        "PGHOST=db|postgresql://own/s?user=anna|postgresql://anna@own:5432/s",
        "PGHOST=db|postgresql:///s?host=own&user=anna|postgresql://anna@own:5432/s",
        "PGHOST=db|postgresql:///s?hostaddr=10.0.0.1&user=anna|postgresql://anna@10.0.0.1:5432/s",
        "PGHOSTADDR=10.0.0.1|postgresql:///s?user=anna|postgresql://anna@10.0.0.1:5432/s",
        "PGHOSTADDR=10.0.0.1|postgresql:///s?host=own&user=anna|postgresql://anna@own:5432/s",
        "PGHOST=db|jdbc:postgresql:s?user=anna|postgresql://anna@db:5432/s",
      })
  void theHostMayComeFromTheEnvironment(String variables, String url, String understood) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ")) {
      environment.put(variable.split("=")[0], variable.split("=")[1]);
    }
    PostgresUrl read = PostgresUrl.parse(url, environment);
    assertThat(read).hasToString(understood);
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  void aServiceSaysWhatTheUrlDoesNot(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve(".pg_service.conf"),
        """
        # services
        [other]
        host=wrong

        [school]
          host=db.example.org
        port=6543
        dbname=school
        user=anna
        password=a=b#c
        sslmode=require
        keepalives_idle=5
        # the first of two counts
        host=second
        [school]
        host=third
        """);
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "PGHOST", "farther", "PGUSER", "farther");
    PostgresUrl url = PostgresUrl.parse("postgresql://?service=school", environment);
    assertThat(url).hasToString("postgresql://anna@db.example.org:6543/school");
    assertThat(url.dataSource())
        .extracting("password", "sslmode")
        .containsExactly("a=b#c", "require");
    assertThat(url.warnings())
        .containsExactly(
            "The database URL's parameter 'keepalives_idle' means nothing here and is left out");
    assertThat(PostgresUrl.parse("postgresql://own/x?service=school", environment))
        .hasToString("postgresql://anna@own:6543/x");
    assertThat(
            PostgresUrl.parse(
                "postgresql://", Map.of("HOME", home.toString(), "PGSERVICE", "school")))
        .hasToString("postgresql://anna@db.example.org:6543/school");
  }

  @Test
  void aServiceFileMayLieElsewhere(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("pg_service.conf"), "[a]\nhost=db\nuser=anna\n");
    assertThat(
            PostgresUrl.parse(
                "postgresql:///s?service=a", Map.of("PGSERVICEFILE", file.toString())))
        .hasToString("postgresql://anna@db:5432/s");
    assertThat(
            PostgresUrl.parse(
                "postgresql:///s?service=a", Map.of("PGSYSCONFDIR", folder.toString())))
        .hasToString("postgresql://anna@db:5432/s");
  }

  @Test
  void aServiceThatIsNotThereIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("services"), "[a]\nhost=db\npassword hunter2\n");
    Map<String, String> environment = Map.of("PGSERVICEFILE", file.toString());
    assertThatThrownBy(() -> PostgresUrl.parse("postgresql:///s?service=b", environment))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("The connection service 'b' is in none of " + file);
    assertThatThrownBy(() -> PostgresUrl.parse("postgresql:///s?service=a", environment))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Line 3 of the connection service file " + file)
        .hasMessageNotContaining("hunter");
  }

  @Test
  void prismaIsUnderstoodWhereItAsksForCertificatesToBeChecked() {
    assertThat(read("postgresql://anna@db/s?sslaccept=strict"))
        .extracting("sslMode", "sslfactory")
        .containsExactly("verify-full", "org.postgresql.ssl.DefaultJavaSSLFactory");
    assertThat(read("postgresql://anna@db/s?sslaccept=strict&sslmode=prefer&sslcert=/ca.pem"))
        .extracting("sslMode", "sslRootCert", "sslCert")
        .containsExactly("verify-full", "/ca.pem", null);
    assertThat(read("postgresql://anna@db/s?sslaccept=accept_invalid_certs&sslmode=require"))
        .extracting("sslMode")
        .isEqualTo("require");
    assertThat(PostgresUrl.parse("postgresql://anna@db/s?sslaccept=strict", NOTHING).warnings())
        .isEmpty();
    assertThatThrownBy(() -> read("postgresql://anna@db/s?sslaccept=Strict"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'sslaccept' has a value that is not known");
    assertThatThrownBy(() -> read("postgresql://anna@db/s?sslaccept=strict&sslmode=disable"))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aPasswordFileMayLieElsewhere(@TempDir Path home) throws IOException {
    Path file = write(home, "*:*:*:*:secret");

    assertThat(read("postgresql://anna@db/s", Map.of("PGPASSFILE", file.toString())))
        .isEqualTo("secret");
    assertThat(read("postgresql://anna@db/s?passfile=" + file, NOTHING)).isEqualTo("secret");
  }

  @Test
  void itConnects() throws SQLException {
    try (TestDatabase database = TestPostgres.of(17).createDatabase("a b/c%\"d")) {
      PostgresUrl url = PostgresUrl.parse(database.url() + "?schema=public", NOTHING);
      try (Connection connection = url.dataSource().getConnection()) {
        assertThat(connection.getCatalog()).isEqualTo(database.name());
      }
      try (Connection connection =
          PostgresUrl.parse(database.jdbcUrl(), NOTHING)
              .withDatabase("postgres")
              .dataSource()
              .getConnection()) {
        assertThat(connection.getCatalog()).isEqualTo("postgres");
      }
    }
  }

  private static PGSimpleDataSource read(String url) {
    return PostgresUrl.parse(url, NOTHING).dataSource();
  }

  private static String read(String url, Map<String, String> environment) {
    return PostgresUrl.parse(url, environment).dataSource().getPassword();
  }

  private static Path write(Path home, String... lines) throws IOException {
    Path file = home.resolve(".pgpass");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
