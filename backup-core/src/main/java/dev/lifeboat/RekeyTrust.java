package dev.lifeboat;

import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What keeps an exchange of keys from doing an attacker's work: who can write to the storage may
 * have put a recipient of their own into an unsigned manifest, or a whole manifest of their own
 * before somebody signs it. What was signed stays signed, and what was not stays so.
 */
final class RekeyTrust {
  private final Repository repository;
  private final Optional<Signer> signer;
  private final Set<String> vouchedFor;
  private final Set<BackupId> signed = new HashSet<>();

  RekeyTrust(Setup setup, RekeyRequest request) {
    this.repository = setup.repository();
    this.signer = Optional.ofNullable(setup.signer());
    this.vouchedFor = new HashSet<>(request.added());
    vouchedFor.addAll(request.rewrapping().holders());
  }

  Optional<Signer> signer() {
    return signer;
  }

  /** Whether a backup is signed, and found to be so rightly. */
  boolean isSigned(Manifest manifest) {
    return signed.contains(manifest.id());
  }

  /**
   * Looks whether a backup may be encrypted for others.
   *
   * @throws RefusedException if it is signed and there is no signing key, or if only an unsigned
   *     manifest says that a recipient is one
   * @throws dev.lifeboat.error.DamagedException if it is not signed by whom it should be
   */
  void require(Manifest manifest, List<String> after) {
    if (repository.isSigned(manifest)) {
      requireSignature(manifest);
      signed.add(manifest.id());
    } else {
      requireVouchedFor(manifest, after);
    }
  }

  private void requireSignature(Manifest manifest) {
    Signer key =
        signer.orElseThrow(
            () ->
                new RefusedException(
                    "Backup %s is signed, and would not be with other keys; give the signing key"
                        .formatted(manifest.id())));
    repository.requireSigned(manifest, key);
  }

  private void requireVouchedFor(Manifest manifest, List<String> after) {
    Set<String> unknown = new TreeSet<>(after);
    unknown.removeAll(vouchedFor);
    if (!unknown.isEmpty()) {
      throw new RefusedException(
          "Backup %s is not signed, so its word that %s may read it is not enough;"
                  .formatted(manifest.id(), String.join(", ", unknown))
              + " name them as recipients too, or drop them");
    }
  }
}
