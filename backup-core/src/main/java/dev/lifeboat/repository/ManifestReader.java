package dev.lifeboat.repository;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where manifests come from: read, and believed or not. */
final class ManifestReader {
  private static final byte[] PROBE = "lifeboat".getBytes(StandardCharsets.US_ASCII);

  private final Storage storage;
  private final @Nullable SignatureVerifier verifier;

  /**
   * A reader.
   *
   * @param verifier of the signatures; null believes what is well-formed and in its place
   */
  ManifestReader(Storage storage, @Nullable SignatureVerifier verifier) {
    this.storage = storage;
    this.verifier = verifier;
  }

  /** One that believes what is signed so, and nothing else. */
  ManifestReader strict(SignatureVerifier signatures) {
    return new ManifestReader(storage, signatures);
  }

  /** Whether it looks at signatures. */
  boolean isStrict() {
    return verifier != null;
  }

  /**
   * Reads a manifest, if it is there.
   *
   * @throws DamagedException if it is not what was written, or not by whom it should be
   */
  Optional<Manifest> find(String source, BackupId id) {
    ObjectKey key = Layout.manifest(source, id);
    byte[] json;
    try {
      json = StoredBytes.document(storage, key);
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
    if (verifier == null) {
      return Optional.of(parse(source, id, json));
    }
    try {
      return Optional.of(verified(source, id, json, verifier));
    } catch (MissingObjectException e) {
      // A removal takes the manifest first: then the backup is gone, and no forgery.
      if (storage.find(key).isEmpty()) {
        return Optional.empty();
      }
      throw unsigned(key);
    }
  }

  /**
   * Signs on trial, so that no backup is made that nobody would believe.
   *
   * @throws RefusedException if what is signed so would not be believed
   */
  void requireTrusted(Optional<Signer> signer) {
    if (verifier == null) {
      return;
    }
    Signer given =
        signer.orElseThrow(
            () ->
                new RefusedException(
                    "Only signed backups are trusted here, and no signing key was given; give one"));
    try {
      verifier.verify(PROBE, given.sign(PROBE, "lifeboat probe"));
    } catch (DamagedException e) {
      throw new RefusedException(
          "What the signing key signs is not trusted here (%s); give the key that belongs to the"
                  .formatted(e.getMessage())
              + " verification key",
          e);
    }
  }

  private Manifest verified(String source, BackupId id, byte[] json, SignatureVerifier signatures) {
    String statement = ManifestSignature.verify(storage, source, id, json, signatures);
    Manifest manifest = parse(source, id, json);
    if (!statement.equals(ManifestSignature.statement(manifest))) {
      throw new DamagedException(
          "%s is signed, but as something else than this backup; find out who put it there"
              .formatted(title(Layout.manifest(source, id))));
    }
    return manifest;
  }

  private Manifest parse(String source, BackupId id, byte[] json) {
    String title = title(Layout.manifest(source, id));
    Manifest manifest = ManifestJson.read(json, title);
    if (!manifest.id().equals(id) || !manifest.source().equals(source)) {
      throw new DamagedException(
          "%s is damaged: it is the manifest of backup %s of %s; put it where it belongs"
              .formatted(title, manifest.id(), manifest.source()));
    }
    return manifest;
  }

  private DamagedException unsigned(ObjectKey key) {
    return new DamagedException(
        "%s is not signed, and only signed backups are trusted here; find out who wrote it"
            .formatted(title(key)));
  }

  private String title(ObjectKey key) {
    return "'%s' in %s".formatted(key, storage.location());
  }
}
