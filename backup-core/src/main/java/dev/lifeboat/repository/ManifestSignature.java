package dev.lifeboat.repository;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;

/**
 * The signature of a manifest, an object beside it. It covers every byte of the manifest, which
 * pins every other object of the backup by size and SHA-256.
 */
final class ManifestSignature {
  private ManifestSignature() {}

  /** Signs a manifest that is about to be stored, and stores the signature. */
  static void store(Storage storage, Manifest manifest, byte[] json, Signer signer) {
    ObjectKey key = Layout.signature(manifest.source(), manifest.id(), signer.extension());
    PartUpload.store(storage, key, signer.sign(json, statement(manifest)));
  }

  /**
   * Verifies the signature of a manifest, before a byte of it is believed.
   *
   * @return what was signed along with it
   * @throws dev.lifeboat.storage.MissingObjectException if there is no signature
   * @throws DamagedException if it is not of this manifest by one of the keys
   */
  static String verify(
      Storage storage, String source, BackupId id, byte[] json, SignatureVerifier verifier) {
    ObjectKey key = Layout.signature(source, id, verifier.extension());
    byte[] signature = StoredBytes.document(storage, key);
    try {
      return verifier.verify(json, signature);
    } catch (DamagedException e) {
      throw new DamagedException(
          "'%s' in %s does not vouch for its manifest: %s; trust neither, and find out who wrote them"
              .formatted(key, storage.location(), e.getMessage()),
          e);
    }
  }

  /**
   * What is signed along with a manifest: which backup it is, as a person who verifies it by hand
   * wants to know. It also keeps signatures that were made for something else from counting.
   */
  static String statement(Manifest manifest) {
    return "lifeboat backup=%s source=%s createdAt=%s"
        .formatted(manifest.id(), manifest.source(), manifest.createdAt());
  }
}
