package dev.lifeboat.crypto.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenPgpKindsTest {
  private static final byte[] PLAIN = "the marks of all pupils".getBytes(StandardCharsets.US_ASCII);

  @TempDir private static Path folder;

  static Stream<OpenPGPKey> keys() {
    return Stream.of(
        OpenPgpKeys.legacy("anna"),
        OpenPgpKeys.modern("anna"),
        OpenPgpKeys.nist("anna"),
        OpenPgpKeys.rsa("anna"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anyBitFlippedIsRefused(OpenPGPKey key) throws IOException {
    List<OpenPgpSecretKey> identities = OpenPgpKeys.secretKeys(key, folder);
    byte[] encrypted = encrypted(OpenPgpKeys.publicKeys(key).toArray(OpenPgpPublicKey[]::new));
    assertThat(decrypted(encrypted, identities.get(0))).isEqualTo(PLAIN);
    for (int bit = 0; bit < encrypted.length * 8; bit++) {
      byte[] flipped = encrypted.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatExceptionOfType(LifeboatException.class)
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isThrownBy(() -> decrypted(flipped, identities.get(0)));
    }
  }

  /** Its other forms stand for the same point: one where a coordinate is even, one where odd. */
  @Test
  void aPointInAnotherFormIsRefused() throws IOException {
    OpenPGPKey key = OpenPgpKeys.nist("anna");
    OpenPgpSecretKey identity = OpenPgpKeys.secretKeys(key, folder).get(0);
    byte[] encrypted = encrypted(OpenPgpKeys.publicKeys(key).toArray(OpenPgpPublicKey[]::new));
    assertThat(encrypted[14]).isEqualTo((byte) 0x04);
    for (byte form : new byte[] {0x06, 0x07}) {
      byte[] altered = encrypted.clone();
      altered[14] = form;
      assertThatExceptionOfType(LifeboatException.class)
          .isThrownBy(() -> decrypted(altered, identity));
    }
  }

  @Test
  void everyRecipientOpensTheFile() throws IOException {
    OpenPGPKey anna = OpenPgpKeys.legacy("anna");
    OpenPGPKey ben = OpenPgpKeys.rsa("ben");
    OpenPgpPassphrase passphrase = OpenPgpPassphrase.of("correct horse".toCharArray(), 0x10);
    byte[] encrypted =
        encrypted(
            OpenPgpKeys.publicKeys(anna).get(0), OpenPgpKeys.publicKeys(ben).get(0), passphrase);
    for (OpenPgpIdentity identity :
        List.of(
            OpenPgpKeys.secretKeys(anna, folder).get(0),
            OpenPgpKeys.secretKeys(ben, folder).get(0),
            passphrase)) {
      assertThat(decrypted(encrypted, identity)).isEqualTo(PLAIN);
    }
    OpenPgpPassphrase wrong = OpenPgpPassphrase.of("battery".toCharArray());
    assertThat(decrypted(encrypted, wrong, passphrase)).isEqualTo(PLAIN);
  }

  @Test
  void manifestsNameFingerprints() {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    assertThat(OpenPgp.to(OpenPgpKeys.publicKeys(key)).recipients())
        .containsExactly(key.getPrettyFingerprint().replace(" ", ""));
    assertThat(OpenPgp.to(OpenPgpKeys.publicKeys(key)).scheme()).isEqualTo("openpgp");
    assertThat(OpenPgp.to(OpenPgpKeys.publicKeys(key)).extension()).isEqualTo("gpg");
  }

  @Test
  void aWrongIdentityIsRefusedByName() throws IOException {
    byte[] encrypted = encrypted(OpenPgpKeys.publicKeys(OpenPgpKeys.legacy("anna")).get(0));
    OpenPgpSecretKey eve = OpenPgpKeys.secretKeys(OpenPgpKeys.legacy("eve"), folder).get(0);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(encrypted, eve))
        .withMessageContaining(eve.toString());
  }

  @Test
  void dataThatIsNotProtectedIsRefused() throws Exception {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    byte[] encrypted =
        written(
            key,
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(false));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> decrypted(encrypted, OpenPgpKeys.secretKeys(key, folder).get(0)))
        .withMessageContaining("not protected against alteration");
  }

  @Test
  void dataWithATagAfterEachChunkIsReadAndGuarded() throws Exception {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    OpenPgpSecretKey identity = OpenPgpKeys.secretKeys(key, folder).get(0);
    byte[] encrypted =
        written(
            key,
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithAEAD(AEADAlgorithmTags.OCB, 6)
                .setUseV5AEAD());
    assertThat(decrypted(encrypted, identity)).isEqualTo(PLAIN);
    Random random = new Random(8);
    for (int i = 0; i < 300; i++) {
      byte[] flipped = encrypted.clone();
      int bit = random.nextInt(encrypted.length * 8);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatExceptionOfType(LifeboatException.class)
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isThrownBy(() -> decrypted(flipped, identity));
    }
    for (int length = 0; length < encrypted.length; length++) {
      byte[] cut = Arrays.copyOf(encrypted, length);
      assertThatExceptionOfType(DamagedException.class).isThrownBy(() -> decrypted(cut, identity));
    }
  }

  private static byte[] written(OpenPGPKey key, BcPGPDataEncryptorBuilder how) throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    PGPEncryptedDataGenerator generator = new PGPEncryptedDataGenerator(how);
    generator.addMethod(
        new BcPublicKeyKeyEncryptionMethodGenerator(
            key.getEncryptionKeys().get(0).getPGPPublicKey()));
    try (var encrypted = generator.open(target, new byte[512]);
        var literal =
            new PGPLiteralDataGenerator()
                .open(encrypted, PGPLiteralData.BINARY, "", PLAIN.length, new Date(0))) {
      literal.write(PLAIN);
    }
    return target.toByteArray();
  }

  @Test
  void nothingIsShownOfALargeFileThatIsDamagedAtItsEnd() throws IOException {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    byte[] data = new byte[3_000_000];
    byte[] encrypted = encrypted(data, OpenPgpKeys.publicKeys(key).get(0));
    encrypted[encrypted.length - 1] ^= 1;
    OpenPgpSecretKey identity = OpenPgpKeys.secretKeys(key, folder).get(0);
    try (InputStream plain = OpenPgp.with(identity).decrypt(new ByteArrayInputStream(encrypted))) {
      assertThatExceptionOfType(DamagedException.class).isThrownBy(plain::read);
    }
  }

  @Test
  void theSpoolHasNoNameAndIsGoneAfterwards() throws IOException {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    byte[] encrypted = encrypted(new byte[200_000], OpenPgpKeys.publicKeys(key).get(0));
    long before = spools();
    try (InputStream plain =
        OpenPgp.with(OpenPgpKeys.secretKeys(key, folder))
            .decrypt(new ByteArrayInputStream(encrypted))) {
      assertThat(plain.read()).isZero();
      // Where files may be open without a name, it has none.
      assertThat(spools()).isLessThanOrEqualTo(before + (File.separatorChar == '/' ? 0 : 1));
    }
    assertThat(spools()).isLessThanOrEqualTo(before);
  }

  private static long spools() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(it -> it.toString().endsWith(".spool")).count();
    }
  }

  @Test
  void aHugeHeaderIsRefusedBeforeItIsReadToItsEnd() {
    byte[] packet = new byte[10_000_000];
    packet[0] = (byte) 0xc3;
    packet[1] = (byte) 0xff;
    packet[2] = 0;
    packet[3] = (byte) 0x90;
    packet[6] = 4;
    packet[7] = 9;
    packet[8] = 3;
    packet[9] = 8;
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> decrypted(packet, OpenPgpPassphrase.of("x".toCharArray())));
  }

  @Test
  void aDestroyedIdentityDecryptsNothing() throws IOException {
    OpenPGPKey key = OpenPgpKeys.legacy("anna");
    byte[] encrypted = encrypted(OpenPgpKeys.publicKeys(key).get(0));
    OpenPgpSecretKey identity = OpenPgpKeys.secretKeys(key, folder).get(0);
    identity.destroy();
    assertThatIllegalStateException().isThrownBy(() -> decrypted(encrypted, identity));
    OpenPgpPassphrase passphrase = OpenPgpPassphrase.of("x".toCharArray());
    passphrase.destroy();
    assertThatIllegalStateException().isThrownBy(() -> encrypted(passphrase));
    assertThat(passphrase).hasToString("passphrase");
  }

  @Test
  void mistakesAreTold() throws IOException {
    assertThatExceptionOfType(RefusedException.class).isThrownBy(OpenPgp::to);
    assertThatExceptionOfType(RefusedException.class).isThrownBy(OpenPgp::with);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpPublicKey.parse(PLAIN))
        .withMessageContaining("gpg --export");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpPublicKey.read(folder.resolve("none")))
        .withMessageContaining("check the path");
    Path text = Files.write(folder.resolve("text"), PLAIN);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> OpenPgpSecretKey.read(text, new char[0]))
        .withMessageContaining("gpg --export-secret-keys");
  }

  private static byte[] encrypted(OpenPgpRecipient... recipients) throws IOException {
    return encrypted(PLAIN, recipients);
  }

  private static byte[] encrypted(byte[] data, OpenPgpRecipient... recipients) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = OpenPgp.to(recipients).encrypt(target)) {
      stream.write(data);
      stream.finish();
    }
    return target.toByteArray();
  }

  private static byte[] decrypted(byte[] encrypted, OpenPgpIdentity... identities)
      throws IOException {
    try (InputStream plain =
        OpenPgp.with(identities).decrypt(new ByteArrayInputStream(encrypted))) {
      return plain.readAllBytes();
    }
  }
}
