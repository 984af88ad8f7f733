package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.crypto.keyfile.KeyFilePermissions;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  private static final Instant CREATED = Instant.parse("2026-11-22T06:00:00.123Z");

  @TempDir private Path folder;

  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void isWrittenAsAgeKeygenDoes() throws IOException {
    Path file = folder.resolve("identity.txt");
    IdentityFile.write(file, identity, CREATED);
    assertThat(file)
        .hasContent(
            """
            # created: 2026-11-22T06:00:00Z
            # public key: %s
            %s
            """
                .formatted(identity.recipient(), new String(identity.encoded())));
    assertThat(IdentityFile.read(file))
        .singleElement()
        .satisfies(read -> assertThat(read.recipient()).isEqualTo(identity.recipient()));
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    Skips.unless(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no owners");
    Path file = folder.resolve("identity.txt");
    IdentityFile.write(file, identity, CREATED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isNeverOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("identity.txt"), "the only key");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> IdentityFile.write(file, identity, CREATED))
        .withMessageContaining("choose another path");
    assertThat(file).hasContent("the only key");
  }

  @Test
  void isNotWrittenWhereThereIsNoFolder() {
    assertThatIOException()
        .isThrownBy(
            () -> IdentityFile.write(folder.resolve("nowhere/identity"), identity, CREATED));
  }

  @Test
  void mayHoldManyIdentitiesCommentsAndBlanks() throws IOException {
    X25519Identity second = X25519Identity.generate();
    Path file =
        file(
            "# first\r\n"
                + new String(identity.encoded())
                + "\r\n\r\n  # second\n\t"
                + new String(second.encoded())
                + " ");
    assertThat(IdentityFile.read(file))
        .extracting(AgeIdentity::recipient)
        .containsExactly(identity.recipient(), second.recipient());
  }

  @Test
  void aMalformedLineIsNamedButNotShown() throws IOException {
    String secret = new String(identity.encoded());
    String broken = secret.substring(0, 70) + "QQQQ";
    Path file = file("# a comment\n" + broken + "\n");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> IdentityFile.read(file))
        .withMessageContaining(file + ", line 2")
        .withMessageNotContaining(secret.substring(20, 30))
        .withNoCause();
  }

  @Test
  void keysOfPluginsArePassedOver() throws IOException {
    String plugin = "AGE-PLUGIN-YUBIKEY-1Q8FSXQVZFTZ5D4CMLV4R6";
    assertThat(IdentityFile.read(file(plugin + "\n" + new String(identity.encoded()) + "\n")))
        .extracting(AgeIdentity::recipient)
        .containsExactly(identity.recipient());
    Path alone = file(plugin + "\nAGE-PLUGIN-YUBIKEYQ8FSX\n");
    assertRefused(alone, "identities of age plugins alone (unnamed, yubikey)");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> IdentityFile.read(alone))
        .withMessageNotContaining("8FSX");
  }

  @Test
  void aRecipientOfAPluginIsRefusedByName() {
    String text = new String(Bech32.encode("age1yubikey", new byte[33]));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeRecipient.parse(text))
        .withMessageContaining("is for the age plugin yubikey");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> AgeRecipient.parse(text + "q"))
        .withMessageContaining("is no X25519 public key");
  }

  @Test
  void mayHoldPostQuantumKeys() throws IOException {
    HybridIdentity hybrid = HybridIdentity.generate();
    Path file = folder.resolve("hybrid.txt");
    IdentityFile.write(file, hybrid, CREATED);
    assertThat(IdentityFile.read(file))
        .singleElement()
        .satisfies(read -> assertThat(read.recipient()).isEqualTo(hybrid.recipient()));
  }

  @Test
  void mayBeAKeyOfOpenSsh() throws IOException {
    String key = SshKeys.newPrivateKey();
    assertThat(IdentityFile.read(file(key)))
        .singleElement()
        .satisfies(
            read -> assertThat(read.recipient()).isEqualTo(SshIdentity.parse(key).recipient()));
  }

  @Test
  void mayBeEncryptedItself() throws IOException {
    byte[] plain = (new String(identity.encoded()) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] binary = encrypted(plain, "correct horse");
    for (byte[] content : List.of(binary, ArmorTest.armored(binary, "\n"))) {
      Path file = Files.write(Files.createTempFile(folder, "identity", ".age"), content);
      assertThat(IdentityFile.read(file, "correct horse".toCharArray()))
          .singleElement()
          .satisfies(read -> assertThat(read.recipient()).isEqualTo(identity.recipient()));
      assertRefused(file, "is encrypted; give its passphrase");
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> IdentityFile.read(file, "battery staple".toCharArray()))
          .withMessageContaining(file.toString())
          .withMessageContaining("not opened by the passphrase")
          .withMessageNotContaining("battery");
    }
  }

  @Test
  void aPassphraseDoesNotDisturbWhereNoneIsNeeded() throws IOException {
    Path file = folder.resolve("identity.txt");
    IdentityFile.write(file, identity, CREATED);
    assertThat(IdentityFile.read(file, "unused".toCharArray())).hasSize(1);
  }

  @Test
  void openToOthersIsComplainedAbout() throws IOException {
    Skips.unless(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no owners");
    Path file = folder.resolve("identity.txt");
    IdentityFile.write(file, identity, CREATED);
    assertThat(KeyFilePermissions.complaint(file)).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(KeyFilePermissions.complaint(file))
        .hasValueSatisfying(it -> assertThat(it).contains(file.toString(), "chmod 600"));
    assertThat(IdentityFile.read(file)).hasSize(1);
    assertThat(KeyFilePermissions.complaint(folder.resolve("missing"))).isEmpty();
  }

  private static byte[] encrypted(byte[] plain, String passphrase) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    PassphraseRecipient recipient = PassphraseRecipient.of(passphrase.toCharArray());
    try (FinishableOutputStream stream = Age.to(recipient.withWorkFactor(4)).encrypt(target)) {
      stream.write(plain);
      stream.finish();
    }
    return target.toByteArray();
  }

  @Test
  void nothingUsableIsRefused() throws IOException {
    assertRefused(file(""), "holds no identity");
    assertRefused(file("# only a comment\n\n"), "holds no identity");
    assertRefused(file(identity.recipient() + "\n"), "line 1");
    assertRefused(folder.resolve("missing"), "no key file");
    assertRefused(file("#".repeat(2_000_000)), "too large");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "identity", ".txt"), content);
  }

  private static void assertRefused(Path file, String reason) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> IdentityFile.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(reason);
  }
}
