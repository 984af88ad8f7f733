package dev.lifeboat.crypto.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.error.RefusedException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of keys opens, as gpg exports it, whatever else is in the file. */
class GpgKeysTest {
  private static final byte[] PLAIN = "the marks of all pupils".getBytes(StandardCharsets.US_ASCII);
  private static final String PASSPHRASE = "correct horse";

  @TempDir private static Path folder;

  private static Gpg open;
  private static Gpg locked;
  private static Path plain;

  @BeforeAll
  static void createKeys() throws Exception {
    open = new Gpg("", folder);
    locked = new Gpg(PASSPHRASE, folder);
    plain = Files.write(folder.resolve("plain"), PLAIN);
  }

  @AfterAll
  static void end() throws Exception {
    if (locked != null) {
      open.close();
      locked.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"rsa2048,cert,rsa2048", "rsa2048,sign,cv25519", "ed25519,cert,cv25519"})
  void subkeysDecryptWhileThePrimaryKeyIsOffline(String primary, String usage, String subkey)
      throws Exception {
    for (Gpg gpg : List.of(open, locked)) {
      String user = primary + usage + subkey;
      gpg.create(user, primary, usage);
      gpg.addSubkey(user, subkey, "encr");
      Path subkeys = gpg.run("--export-secret-subkeys", user);
      Path encrypted = gpg.encrypt(user, plain);
      assertThat(decrypted(encrypted, subkeys, passphrase(gpg))).isEqualTo(PLAIN);
      try (Gpg elsewhere = new Gpg(gpg == open ? "" : PASSPHRASE, folder)) {
        elsewhere.run("--import", subkeys.toString());
        assertThat(elsewhere.run("--decrypt", encrypted.toString())).hasBinaryContent(PLAIN);
      }
    }
  }

  @Test
  void theWrongPassphraseOfSubkeysIsRefused() throws Exception {
    locked.create("offline", "rsa2048", "cert");
    locked.addSubkey("offline", "rsa2048", "encr");
    Path subkeys = locked.run("--export-secret-subkeys", "offline");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpSecretKey.read(subkeys, "battery".toCharArray()))
        .withMessageContaining("give its passphrase");
  }

  @Test
  void aKeyThatStaysLockedSpoilsNoOther() throws Exception {
    open.create("anna", "future-default", "default");
    locked.create("ben", "future-default", "default");
    Path both = Files.createTempFile(folder, "both", ".gpg");
    byte[] ben = Files.readAllBytes(locked.run("--export-secret-keys", "ben"));
    byte[] anna = Files.readAllBytes(open.run("--export-secret-keys", "anna"));
    Files.write(both, ben);
    Files.write(both, anna, StandardOpenOption.APPEND);
    assertThat(decrypted(open.encrypt("anna", plain), both, new char[0])).isEqualTo(PLAIN);
    assertThat(OpenPgpSecretKey.read(both, PASSPHRASE.toCharArray())).hasSize(2);
  }

  @Test
  void aFileWithoutTheSecretItNamesIsRefused() throws Exception {
    open.create("absent", "rsa2048", "cert");
    open.addSubkey("absent", "ed25519", "sign");
    Path subkeys = open.run("--export-secret-subkeys", "absent");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpSecretKey.read(subkeys, new char[0]))
        .withMessageContaining("is offline or on a card");
  }

  @Test
  void aKeyThatOnlySignsIsRefused() throws Exception {
    open.create("signer", "ed25519", "sign");
    Path key = open.run("--export-secret-keys", "signer");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpSecretKey.read(key, new char[0]))
        .withMessageContaining("only signs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa1024", "elg1024"})
  void weakKeysAreNotEncryptedToButOpenWhatGpgWrote(String subkey) throws Exception {
    String user = "weak" + subkey;
    open.create(user, "ed25519", "cert");
    open.addSubkey(user, subkey, "encr");
    Path certificate = open.run("--export", user);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpPublicKey.read(certificate))
        .withMessageContaining(subkey.equals("rsa1024") ? "RSA with 1024" : "ElGamal with 1024");
    Path secret = open.run("--export-secret-keys", user);
    assertThat(decrypted(open.encrypt(user, plain), secret, new char[0])).isEqualTo(PLAIN);
  }

  private static char[] passphrase(Gpg gpg) {
    return gpg == open ? new char[0] : PASSPHRASE.toCharArray();
  }

  private static byte[] decrypted(Path encrypted, Path key, char[] passphrase) throws Exception {
    try (InputStream source =
        OpenPgp.with(OpenPgpSecretKey.read(key, passphrase))
            .decrypt(Files.newInputStream(encrypted))) {
      return source.readAllBytes();
    }
  }
}
