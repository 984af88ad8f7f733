package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.StallingProxy;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections to a server with a certificate of its own, for {@code localhost} only. */
class TlsFaultTest {
  private static final TestPostgres SERVER = TestPostgres.fresh(17);
  private static final TestPostgres EXPIRED = TestPostgres.fresh(17);
  private static final TestPostgres WITHOUT_TLS = TestPostgres.of(17);
  private static final char[] SECRET = "secret".toCharArray();
  private static final int ATTEMPTS = 10_000;

  @TempDir private static Path folder;

  @BeforeAll
  static void startServers() throws Exception {
    makeKey("server", "-ext", "SAN=dns:localhost");
    makeKey("other");
    makeKey("expired");
    Files.write(folder.resolve("server.crt"), certificate("server"));
    Files.write(folder.resolve("other.crt"), certificate("other"));
    Files.writeString(folder.resolve("damaged.crt"), "no certificate");
    startTls(SERVER, certificate("server"), key("server"));
    startTls(EXPIRED, certificateThatExpired("expired", "other"), key("expired"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost|sslmode=verify-full&sslrootcert={folder}/server.crt",
        "localhost|sslaccept=strict&sslcert={folder}/server.crt",
        "localhost|sslaccept=strict&sslrootcert={folder}/server.crt&sslmode=require",
        "127.0.0.1|sslmode=verify-ca&sslrootcert={folder}/server.crt",
        "127.0.0.1|sslaccept=accept_invalid_certs&sslmode=require",
      })
  void aTrustedServerIsConnectedTo(String host, String parameters) {
    assertThat(connect(host, parameters)).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost|sslmode=verify-full&sslrootcert={folder}/other.crt|is not trusted here",
        "localhost|sslmode=verify-full&sslrootcert=system|is not trusted here",
        "localhost|sslaccept=strict|is not trusted here",
        "localhost|sslaccept=strict&sslmode=prefer|is not trusted here",
        "127.0.0.1|sslmode=verify-full&sslrootcert={folder}/server.crt|connect by a host name that",
        "127.0.0.1|sslaccept=strict&sslcert={folder}/server.crt|connect by a host name that",
        "localhost|sslmode=verify-ca&sslrootcert={folder}/missing.crt|correct the file that",
        "localhost|sslmode=verify-ca&sslrootcert={folder}/damaged.crt|correct the file that",
      })
  void aServerThatIsNotTrustedIsRefusedWithTheReason(
      String host, String parameters, String advice) {
    assertThatThrownBy(() -> connect(host, parameters))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Could not connect to the database: ")
        .hasMessageContaining(advice)
        .hasMessageNotContaining("check host, port and network");
  }

  @Test
  void anExpiredCertificateIsNamedAsSuch() {
    assertThatThrownBy(
            () -> open(EXPIRED, "localhost", "sslmode=verify-ca&sslrootcert={folder}/other.crt"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is expired or not yet valid");
  }

  @Test
  void aServerWithoutTlsIsRefusedWhereTlsIsRequired() {
    assertThatThrownBy(() -> open(WITHOUT_TLS, "localhost", "sslmode=require"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("turn ssl on at the server");
  }

  @Test
  void aServerThatAsksForTlsSaysSo() {
    assertThatThrownBy(() -> connect("localhost", "sslmode=disable&user=barred"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("(28000); check user name and database")
        .hasMessageContaining("sslmode=require");
    assertThat(connect("localhost", "sslmode=require&user=barred")).isEqualTo(17);
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aNetworkThatGoesDeadWhileRowsAreSentUnderTlsEndsTheCopy() throws Exception {
    try (TestDatabase target = SERVER.createDatabase();
        StallingProxy network = StallingProxy.before(target)) {
      target.execute("CREATE TABLE t (x text)");
      DataSource source =
          NetworkTimeout.on(
              PostgresUrl.parse(network.url() + "?sslmode=require", Map.of()).dataSource(),
              Duration.ofSeconds(1));
      try (Session session = Session.writing(source)) {
        AtomicLong sent = new AtomicLong();
        assertThatThrownBy(
                () ->
                    CopyIn.load(
                        session,
                        "COPY public.t FROM STDIN",
                        new InputStream() {
                          @Override
                          public int read() {
                            return sent.incrementAndGet() % 80 == 0 ? '\n' : 'x';
                          }
                        },
                        (bytes, rows) -> network.stall()))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("nothing has come through the network");
      }
    }
  }

  private static int connect(String host, String parameters) {
    return open(SERVER, host, parameters);
  }

  private static int open(TestPostgres server, String host, String parameters) {
    String url =
        "postgresql://%s:%d/postgres?user=postgres&%s"
            .formatted(host, server.port(), parameters.replace("{folder}", folder.toString()));
    try (Session session = Session.reading(PostgresUrl.parse(url, Map.of()).dataSource())) {
      return session.version().major();
    }
  }

  /** The server takes its certificate with the setting, so that both are there at the same time. */
  private static void startTls(TestPostgres server, byte[] certificate, byte[] key)
      throws IOException {
    server.admin().execute("CREATE ROLE barred LOGIN");
    write(server, "server.crt", certificate);
    write(server, "server.key", key);
    Path rules = server.dataDirectory().resolve("pg_hba.conf");
    String barred = "hostnossl all barred all reject\n";
    Files.writeString(rules, barred + Files.readString(rules));
    server.admin().execute("ALTER SYSTEM SET ssl = on").execute("SELECT pg_reload_conf()");
    int attempts = 0;
    while (!speaksTls(server)) {
      assertThat(++attempts).as("connections without TLS").isLessThan(ATTEMPTS);
    }
  }

  private static boolean speaksTls(TestPostgres server) {
    try {
      return open(server, "localhost", "sslmode=require") > 0;
    } catch (LifeboatException e) {
      return false;
    }
  }

  /** A server reads no key that others may read. */
  private static void write(TestPostgres server, String name, byte[] content) throws IOException {
    Path file = Files.write(server.dataDirectory().resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void makeKey(String name, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name));
    keytool(name, Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static byte[] certificateThatExpired(String name, String authority) throws Exception {
    Path request = folder.resolve(name + ".csr");
    Path signed = folder.resolve(name + ".crt");
    keytool(name, "-certreq", "-file", request.toString());
    String[] sign = {
      "-gencert", "-rfc", "-startdate", "-10d", "-validity", "5", "-infile", request.toString()
    };
    keytool(
        authority,
        Stream.concat(Stream.of(sign), Stream.of("-outfile", signed.toString()))
            .toArray(String[]::new));
    return Files.readAllBytes(signed);
  }

  private static void keytool(String store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "key", "-storetype", "PKCS12", "-storepass", "secret"));
    command.addAll(List.of("-keystore", folder.resolve(store + ".p12").toString()));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
  }

  private static byte[] certificate(String name) throws Exception {
    return armored("CERTIFICATE", store(name).getCertificate("key").getEncoded());
  }

  private static byte[] key(String name) throws Exception {
    return armored("PRIVATE KEY", store(name).getKey("key", SECRET).getEncoded());
  }

  private static KeyStore store(String name) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, SECRET);
      return store;
    }
  }

  private static byte[] armored(String what, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
