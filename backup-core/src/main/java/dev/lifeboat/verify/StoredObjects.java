package dev.lifeboat.verify;

import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.verify.Finding.Kind;
import java.util.Optional;

/** Looks at the stored objects of a backup without a key: are they there, are they whole. */
final class StoredObjects {
  private final Repository repository;
  private final Manifest manifest;
  private final Report report;

  StoredObjects(Repository repository, Manifest manifest, Report report) {
    this.repository = repository;
    this.manifest = manifest;
    this.report = report;
  }

  /** Whether every object is there and has the right size. */
  void checkPresent() {
    for (StoredPart part : manifest.parts()) {
      Optional<StoredObject> found = repository.find(manifest, part);
      if (found.isEmpty()) {
        report.find(Kind.MISSING, key(part), part.sizeBytes() + " bytes", "nothing");
      } else if (found.get().sizeBytes() != part.sizeBytes()) {
        findSize(part, found.get().sizeBytes());
      }
    }
    report.countObjects(manifest.parts().size());
  }

  /** Whether every object has the right SHA-256, and so is there and has the right size. */
  void checkChecksums(Events events) {
    try (ProgressMeter meter = events.measure("checksum", manifest.totals().storedBytes())) {
      for (StoredPart part : manifest.parts()) {
        long read = checkChecksum(part);
        report.countStoredBytes(read);
        meter.add(read, 0);
      }
      report.countObjects(manifest.parts().size());
    }
  }

  /**
   * Whether an object has the right SHA-256.
   *
   * @return how many bytes were read
   */
  long checkChecksum(StoredPart part) {
    Optional<StoredPart> found = repository.lookAt(manifest, part);
    found.ifPresentOrElse(
        real -> compare(part, real),
        () -> report.find(Kind.MISSING, key(part), part.sizeBytes() + " bytes", "nothing"));
    return found.map(StoredPart::sizeBytes).orElse(0L);
  }

  private void compare(StoredPart expected, StoredPart found) {
    if (found.sizeBytes() != expected.sizeBytes()) {
      findSize(expected, found.sizeBytes());
    } else if (!found.sha256().equals(expected.sha256())) {
      report.find(
          Kind.DAMAGED, key(expected), "SHA-256 " + expected.sha256(), "SHA-256 " + found.sha256());
    }
  }

  private void findSize(StoredPart part, long sizeBytes) {
    report.find(Kind.DAMAGED, key(part), part.sizeBytes() + " bytes", sizeBytes + " bytes");
  }

  private ObjectKey key(StoredPart part) {
    return repository.key(manifest, part);
  }
}
