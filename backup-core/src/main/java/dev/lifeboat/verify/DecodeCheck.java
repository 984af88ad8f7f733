package dev.lifeboat.verify;

import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredArchive;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.repository.VolumeReads;
import dev.lifeboat.verify.Finding.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decrypts, decompresses and decodes a backup, and compares all rows with its contents. */
final class DecodeCheck {
  private final Repository repository;
  private final Manifest manifest;
  private final Decryption decryption;
  private final Report report;

  DecodeCheck(Repository repository, Manifest manifest, Decryption decryption, Report report) {
    this.repository = repository;
    this.manifest = manifest;
    this.decryption = decryption;
    this.report = report;
  }

  void run(Events events) {
    checkGlobals();
    Optional<Contents> contents = contents();
    Optional<StoredArchive> archive = contents.flatMap(this::open);
    if (archive.isPresent()) {
      decode(archive.get(), contents.get().dump(), events);
    }
  }

  /** Reads the roles and tablespaces to their end, where there are any. */
  void checkGlobals() {
    manifest.globals().ifPresent(this::checkGlobals);
  }

  private void checkGlobals(StoredPart globals) {
    try {
      repository.globals(
          manifest, decryption, script -> script.transferTo(OutputStream.nullOutputStream()));
      report.countStoredBytes(globals.sizeBytes());
    } catch (DamagedException e) {
      damaged(repository.key(manifest, globals), e);
    }
  }

  /** The contents, unless they are damaged, which is found. */
  Optional<Contents> contents() {
    try {
      Contents contents = repository.contents(manifest, decryption);
      report.countStoredBytes(manifest.contents().sizeBytes());
      new ManifestComparison(manifest, report).with(contents.dump());
      return Optional.of(contents);
    } catch (DamagedException e) {
      damaged(repository.key(manifest, manifest.contents()), e);
      return Optional.empty();
    }
  }

  /** The archive, unless its beginning is damaged, which is found. */
  Optional<StoredArchive> open(Contents contents) {
    try {
      return Optional.of(repository.open(manifest, contents, decryption, VolumeReads.WHOLE));
    } catch (DamagedException e) {
      damaged(repository.key(manifest, manifest.volumes().get(0)), e);
      return Optional.empty();
    }
  }

  private void decode(StoredArchive archive, DumpSummary dump, Events events) {
    try (ProgressMeter meter = events.measure("decode", dump.sizeBytes())) {
      DigestingVisitor visitor = new DigestingVisitor(meter);
      for (DataSegment segment : archive.segments()) {
        decode(segment, visitor);
      }
      if (!report.hasFindings()) {
        compare(dump, visitor);
      }
    }
    checkUnread(dump);
  }

  /** A volume without data is read by nobody else; the first one was read for its TOC. */
  void checkUnread(DumpSummary dump) {
    Set<Integer> read = new HashSet<>(Set.of(0));
    Stream.concat(
            dump.tables().stream().flatMap(table -> table.slices().stream()),
            dump.largeObjects().stream().flatMap(objects -> objects.slices().stream()))
        .forEach(slice -> read.add(slice.volume()));
    StoredObjects objects = new StoredObjects(repository, manifest, report);
    for (int number = 0; number < manifest.volumes().size(); number++) {
      if (!read.contains(number)) {
        objects.checkChecksum(manifest.volumes().get(number));
      }
      report.countStoredBytes(manifest.volumes().get(number).sizeBytes());
    }
  }

  private void decode(DataSegment segment, DigestingVisitor visitor) {
    try {
      segment.read(segment.dumpIds(), visitor);
    } catch (DamagedException e) {
      damaged(segment, e);
    } catch (IOException e) {
      throw new RetryableException(
          "Could not read %s of backup %s in %s (%s); verify again"
              .formatted(segment, manifest.id(), repository.location(), e.getMessage()),
          e);
    }
  }

  private void compare(DumpSummary dump, DigestingVisitor visitor) {
    ContentsComparison comparison = new ContentsComparison(Kind.DAMAGED, report);
    dump.tables().forEach(table -> comparison.compare(table, visitor.digest(table.dumpId())));
    dump.largeObjects().ifPresent(all -> comparison.compare(all, visitor.largeObjects()));
  }

  private void damaged(Object object, DamagedException e) {
    report.find(Kind.DAMAGED, object, "what was written", String.valueOf(e.getMessage()));
  }
}
