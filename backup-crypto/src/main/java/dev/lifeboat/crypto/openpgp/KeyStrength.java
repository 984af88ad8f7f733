package dev.lifeboat.crypto.openpgp;

import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;

/** Names the keys of a certificate that are too weak to be encrypted to or to vouch for others. */
final class KeyStrength {
  private static final OpenPGPDefaultPolicy POLICY = new OpenPGPDefaultPolicy();

  private KeyStrength() {}

  /** Whether a key may be encrypted to. */
  static boolean suffices(PGPPublicKey key) {
    return POLICY.isAcceptablePublicKey(key);
  }

  /** The weak keys of a certificate by algorithm and size; empty if it has none. */
  static Optional<String> weaknesses(OpenPGPCertificate certificate) {
    String names =
        certificate.getKeys().stream()
            .map(OpenPGPCertificate.OpenPGPComponentKey::getPGPPublicKey)
            .filter(key -> !suffices(key))
            .map(KeyStrength::name)
            .distinct()
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** By the numbers of RFC 9580, section 9.1, some of which have names here that are deprecated. */
  private static String name(PGPPublicKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case 1, 2, 3 -> "RSA";
          case 16, 20 -> "ElGamal";
          case 17 -> "DSA";
          default -> "algorithm " + key.getAlgorithm();
        };
    return "%s with %d bits".formatted(algorithm, key.getBitStrength());
  }
}
