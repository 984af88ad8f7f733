package dev.lifeboat.repository;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A backup that is stored again for other recipients: every object as a new one with another
 * header, then the evidence, then the manifest. With the manifest the old backup is superseded, so
 * that at any moment exactly one of the two is listed.
 */
final class RekeyedCopy {
  private final Storage storage;
  private final ManifestReader manifests;
  private final Manifest old;
  private final NewRecipients to;

  RekeyedCopy(Storage storage, ManifestReader manifests, Manifest old, NewRecipients to) {
    this.storage = storage;
    this.manifests = manifests;
    this.old = old;
    this.to = to;
  }

  /** Returns once the copy is listed; throws where it is not, or where that is not known. */
  Manifest run() {
    BackupId id = BackupId.create(old.id().startedAt());
    Instant startedAt = to.clock().instant();
    try (PendingBackup pending = new PendingBackup(storage, old.source(), id)) {
      List<StoredPart> copies = new ArrayList<>();
      for (StoredPart part : old.parts()) {
        copies.add(copy(part, pending));
      }
      Manifest manifest = manifest(id, copies);
      PartUpload.store(
          storage,
          Layout.evidence(old.source(), id).resolve(RekeyJson.name(startedAt)),
          RekeyJson.write(old, manifest, startedAt));
      requireOldStillThere();
      pending.commit(manifest, to.signer());
      return manifest;
    }
  }

  /** The stored bytes are compared with the manifest as they pass, before the copy is committed. */
  private StoredPart copy(StoredPart part, PendingBackup pending) {
    ObjectKey key = Layout.part(old, part);
    List<StoredPart> stored = new ArrayList<>(1);
    StoredPart asStored =
        new StoredPart(part.name(), part.sizeBytes(), part.sha256(), part.sizeBytes());
    try (PartInput source = new PartInput(storage, key, asStored, Plaintext.INSTANCE);
        PartUpload target = pending.upload(part.name(), Plaintext.INSTANCE, stored::add)) {
      source.read(
          bytes -> {
            to.rewrapping().rewrap(bytes, target, to.names());
            return part;
          });
      target.commit();
    } catch (IOException e) {
      throw new RetryableException(
          "Could not copy '%s' in %s (%s); try again"
              .formatted(key, storage.location(), e.getMessage()),
          e);
    }
    StoredPart copy = stored.get(0);
    return new StoredPart(copy.name(), copy.sizeBytes(), copy.sha256(), part.plainSizeBytes());
  }

  private Manifest manifest(BackupId id, List<StoredPart> copies) {
    int volumes = old.volumes().size();
    Totals totals = old.totals();
    long storedBytes = copies.stream().mapToLong(StoredPart::sizeBytes).sum();
    return new Manifest(
        FormatVersion.CURRENT,
        id,
        old.source(),
        old.database(),
        old.createdAt(),
        old.sequence(),
        old.snapshotAt(),
        old.completedAt(),
        old.serverVersion(),
        old.lifeboatVersion(),
        new EncryptedFor(old.encryption().scheme(), to.names()),
        old.compression(),
        old.extent(),
        old.labels(),
        copies.subList(0, volumes),
        copies.get(volumes),
        copies.stream().skip(volumes + 1L).findFirst(),
        Optional.of(new Succession(old.id(), old.origin())),
        new Totals(totals.tables(), totals.rows(), totals.dataBytes(), storedBytes));
  }

  /** What was pruned meanwhile, or superseded by another hand, must not come back. */
  private void requireOldStillThere() {
    if (manifests.find(old.source(), old.id()).isEmpty()) {
      throw new RefusedException(
          "Backup %s was removed from %s while its keys were exchanged; it stays removed"
              .formatted(old.id(), storage.location()));
    }
  }
}
