package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;

/** PKCS#12 files as the JDK's own program makes them. */
final class KeyStores {
  private static final String PASSWORD = "correct horse";

  private KeyStores() {}

  /** A file with the keys {@code aes}, {@code rsa} and {@code ec}. */
  static Path in(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    keytool(file, "-genseckey", "-alias", "aes", "-keyalg", "AES", "-keysize", "256");
    keytool(file, "-genkeypair", "-alias", "rsa", "-keyalg", "RSA", "-dname", "CN=rsa");
    keytool(file, "-genkeypair", "-alias", "ec", "-keyalg", "EC", "-dname", "CN=ec");
    return file;
  }

  /** A service with a new AES key, which no file holds. */
  static KeyStoreService newService(String alias) {
    char[] password = PASSWORD.toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(alias, new SecretKeySpec(Randomness.bytes(32), "AES"), password, null);
      return KeyStoreService.of(store, password, alias);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Collections.addAll(command, arguments);
    Collections.addAll(command, "-keystore", file.toString(), "-storepass", PASSWORD);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool failed");
    }
  }

  /** A store of the certificates alone, as a host that only writes has it. */
  static KeyStore certificatesOf(Path file) throws GeneralSecurityException, IOException {
    KeyStore whole = KeyStore.getInstance("PKCS12");
    try (InputStream source = Files.newInputStream(file)) {
      whole.load(source, PASSWORD.toCharArray());
    }
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    for (String alias : List.of("rsa", "ec")) {
      certificates.setCertificateEntry(alias, whole.getCertificate(alias));
    }
    return certificates;
  }
}
