package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Each way in which no answer comes, by real connections that end so, and what is said of it. */
@Timeout(60)
class NetworkFaultTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertRetryable(look("http://127.0.0.1:" + port), NetworkFault.NOBODY);
  }

  @Test
  void theHostIsNotKnown() {
    assertRetryable(look("http://store.invalid"), NetworkFault.UNKNOWN_HOST);
  }

  @Test
  void theStoreKeepsSilent() throws Exception {
    assertRetryable(look("http://127.0.0.1:" + serve(socket -> {}, false)), NetworkFault.TIMEOUT);
  }

  @Test
  void theConnectionEndsWithoutAnAnswer() throws Exception {
    assertRetryable(look("http://127.0.0.1:" + serve(socket -> {}, true)), NetworkFault.LOST);
  }

  @Test
  void theEndpointSpeaksNoTls() throws Exception {
    int port = serve(socket -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"), true);

    assertRefused(look("https://127.0.0.1:" + port), NetworkFault.NO_TLS);
  }

  @Test
  void theCertificateIsOfAPrivateAuthority(@TempDir Path folder) throws Exception {
    ServerSocket listener = tls(folder).getServerSocketFactory().createServerSocket(0);

    assertRefused(
        look(
            "https://localhost:" + serve(listener, socket -> socket.getInputStream().read(), true)),
        NetworkFault.CERTIFICATE_AUTHORITY);
  }

  @Test
  void theProxyWantsAPassword() throws Exception {
    int port =
        serve(
            socket ->
                answer(
                    socket,
                    "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            true);
    for (String scheme : List.of("http", "https")) {
      LifeboatException failure =
          look(scheme + "://store.example", URI.create("http://127.0.0.1:" + port));

      assertThat(failure)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the proxy")
          .hasMessageContaining("https_proxy");
    }
  }

  @Test
  void certificatesThatAreOldOrOfOthersAreToldApart() {
    assertThat(NetworkFault.of(caused(new CertificateExpiredException("NotAfter"))))
        .contains(NetworkFault.CERTIFICATE_DATE);
    assertThat(NetworkFault.of(caused(new CertificateException("No name matching x found"))))
        .contains(NetworkFault.CERTIFICATE_NAME);
    assertThat(NetworkFault.of(SdkClientException.create("Something else"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(NetworkFault.class)
  void everyFaultIsSaidWithoutNamesOfJava(NetworkFault fault) {
    assertThat(fault.words()).doesNotContain("Exception", "Error", "null");
  }

  private static SdkClientException caused(CertificateException why) {
    return SdkClientException.create(
        "Unable to execute HTTP request", new SSLHandshakeException("x").initCause(why));
  }

  private static void assertRetryable(LifeboatException failure, NetworkFault fault) {
    assertThat(failure)
        .isInstanceOf(RetryableException.class)
        .hasMessage("Could not look up 'a/b' in %s: %s", location(failure), fault.words());
  }

  private static void assertRefused(LifeboatException failure, NetworkFault fault) {
    assertThat(failure)
        .isInstanceOf(RefusedException.class)
        .hasMessage("Could not look up 'a/b' in %s: %s", location(failure), fault.words());
  }

  private static String location(LifeboatException failure) {
    return failure.getMessage().replaceAll("(?s).* in (s3://\\S+): .*", "$1");
  }

  private LifeboatException look(String endpoint) {
    return look(endpoint, null);
  }

  private LifeboatException look(String endpoint, URI proxy) {
    ProxyConfiguration.Builder proxies =
        ProxyConfiguration.builder().useEnvironmentVariableValues(false);
    if (proxy != null) {
      proxies.endpoint(proxy);
    }
    S3Client client =
        S3Client.builder()
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .proxyConfiguration(proxies.build())
                    .socketTimeout(Duration.ofMillis(300)))
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    open.add(client);
    try (Storage storage = S3Storage.in("backups").client(client).build()) {
      return (LifeboatException) catchThrowable(() -> storage.find(KEY));
    }
  }

  private int serve(Conversation conversation, boolean closes) throws IOException {
    return serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation, closes);
  }

  /** Talks to all that connect until the test ends. */
  private int serve(ServerSocket listener, Conversation conversation, boolean closes) {
    open.add(listener);
    Thread server =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try {
                  Socket socket = listener.accept();
                  open.add(socket);
                  conversation.with(socket);
                  if (closes) {
                    socket.close();
                  }
                } catch (IOException e) {
                  // The test is over, or the client has left.
                }
              }
            });
    server.setDaemon(true);
    server.start();
    return listener.getLocalPort();
  }

  private static void answer(Socket socket, String text) throws IOException {
    socket.getInputStream().read(new byte[4_096]);
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static SSLContext tls(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    List<String> command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair -alias store -keyalg EC -dname CN=localhost -ext SAN=dns:localhost",
                "-storetype PKCS12 -storepass secret -keystore " + store)
            .flatMap(part -> Stream.of(part.split(" ")))
            .toList();
    new ProcessBuilder(command).inheritIO().start().waitFor();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** What a server says. */
  @FunctionalInterface
  private interface Conversation {
    void with(Socket socket) throws IOException;
  }
}
