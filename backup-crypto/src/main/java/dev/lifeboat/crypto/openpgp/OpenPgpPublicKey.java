package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/** An OpenPGP certificate, as {@code gpg --export} writes it. Immutable. */
public final class OpenPgpPublicKey implements OpenPgpRecipient {
  private static final int MAX_BYTES = 1024 * 1024;

  private final String fingerprint;
  private final List<PGPPublicKey> encryptionKeys;

  private OpenPgpPublicKey(String fingerprint, List<PGPPublicKey> encryptionKeys) {
    this.fingerprint = fingerprint;
    this.encryptionKeys = encryptionKeys;
  }

  /**
   * Reads all certificates of a file, armored or not.
   *
   * @param file the path
   * @return the public keys, at least one
   * @throws RefusedException if there is no such file, or no certificate in it, or one that cannot
   *     be encrypted to: expired, revoked, without a key for that, or with weak ones alone
   *     (ElGamal, RSA of less than 2048 bits)
   * @throws IOException if the file cannot be read
   */
  public static List<OpenPgpPublicKey> read(Path file) throws IOException {
    Given.value(file, "the file");
    try (InputStream source = Files.newInputStream(file)) {
      byte[] bytes = source.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RefusedException(
            "The file %s is too large for a file of public keys; check the path".formatted(file));
      }
      return parse(bytes);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "There is no file %s with an OpenPGP public key; check the path".formatted(file), e);
    }
  }

  /**
   * Reads certificates.
   *
   * @param certificates armored or not
   * @return the public keys, at least one
   * @throws RefusedException as {@link #read}
   */
  public static List<OpenPgpPublicKey> parse(byte[] certificates) {
    Given.value(certificates, "the certificates");
    List<OpenPGPCertificate> all = certificates(certificates);
    if (all.isEmpty()) {
      throw refused(null);
    }
    return all.stream().map(OpenPgpPublicKey::of).toList();
  }

  private static List<OpenPGPCertificate> certificates(byte[] certificates) {
    try {
      return new OpenPGPKeyReader(new BcOpenPGPImplementation()).parseCertificates(certificates);
    } catch (IOException | RuntimeException e) {
      // What the parser meets is malformed, whatever it throws.
      throw refused(e);
    }
  }

  private static RefusedException refused(Exception cause) {
    return new RefusedException(
        "What was given is no OpenPGP public key; write one with gpg --export NAME", cause);
  }

  private static OpenPgpPublicKey of(OpenPGPCertificate certificate) {
    String fingerprint = HexFormat.of().withUpperCase().formatHex(certificate.getFingerprint());
    List<PGPPublicKey> keys =
        certificate.getEncryptionKeys().stream()
            .map(OpenPGPCertificate.OpenPGPComponentKey::getPGPPublicKey)
            .filter(KeyStrength::suffices)
            .toList();
    if (keys.isEmpty()) {
      throw unusable(certificate, fingerprint);
    }
    return new OpenPgpPublicKey(fingerprint, keys);
  }

  private static RefusedException unusable(OpenPGPCertificate certificate, String fingerprint) {
    String reason =
        KeyStrength.weaknesses(certificate)
            .map("it relies on %s, which is too weak"::formatted)
            .orElse("it has no key for that, or is expired or revoked");
    return new RefusedException(
        "The OpenPGP public key %s cannot be encrypted to: %s; give another, such as one of Curve 25519"
            .formatted(fingerprint, reason));
  }

  /** All keys of the certificate that may be encrypted to now; each opens a file. */
  List<PGPPublicKey> encryptionKeys() {
    return encryptionKeys;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenPgpPublicKey that && fingerprint.equals(that.fingerprint);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  /** The fingerprint of the certificate, in upper-case hexadecimal digits. */
  @Override
  public String toString() {
    return fingerprint;
  }
}
