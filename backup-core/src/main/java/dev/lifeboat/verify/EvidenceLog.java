package dev.lifeboat.verify;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.Given;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.verify.StoredEvidence.Unreadable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What verifications have left in a repository. Thread-safe. */
public final class EvidenceLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int ATTEMPTS = 20;

  private final Repository repository;

  private EvidenceLog(Repository repository) {
    this.repository = repository;
  }

  /** The evidence in a repository. */
  public static EvidenceLog in(Repository repository) {
    Given.value(repository, "the repository");
    return new EvidenceLog(repository);
  }

  /** All verifications of a backup, and which records of them cannot be read. */
  public StoredEvidence of(Manifest manifest) {
    List<StoredVerification> verifications = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (StoredObject object : repository.evidence(manifest)) {
      if (isVerification(object)) {
        try {
          verifications.add(read(manifest, object));
        } catch (MissingObjectException e) {
          // Removed since it was listed, with its backup.
        } catch (DamagedException | PermissionDeniedException e) {
          unreadable.add(new Unreadable(object.storedAt(), e));
        }
      }
    }
    verifications.sort(StoredVerification.OLDEST_FIRST);
    return new StoredEvidence(verifications, unreadable);
  }

  /** The backups of a source of which there is any evidence. */
  public Set<BackupId> ids(String source) {
    return repository.idsWithEvidence(source);
  }

  /**
   * Stores a verification.
   *
   * @return where it is
   */
  ObjectKey record(Manifest manifest, Verification verification) {
    byte[] json = EvidenceJson.write(verification);
    Instant time = verification.startedAt();
    for (int attempt = 1; ; attempt++) {
      String name = TIME.format(time) + "-" + verification.depth().word() + ".json";
      try {
        return repository.recordEvidence(manifest, name, json);
      } catch (KeyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        // Another verification of the same millisecond: the name gives way, the record is exact.
        time = time.plusMillis(1);
      }
    }
  }

  /** There is evidence of other things too, such as of exchanged keys. */
  private static boolean isVerification(StoredObject object) {
    return Stream.of(Depth.values())
        .anyMatch(depth -> object.key().name().endsWith("-" + depth.word() + ".json"));
  }

  private StoredVerification read(Manifest manifest, StoredObject object) {
    ObjectKey key = object.key();
    Verification verification = EvidenceJson.read(repository.readEvidence(key), key);
    if (!verification.id().equals(manifest.id())
        || !verification.source().equals(manifest.source())) {
      throw new DamagedException(
          "'%s' is damaged: it is evidence of backup %s of %s"
              .formatted(key, verification.id(), verification.source()));
    }
    return new StoredVerification(verification, object.storedAt());
  }
}
