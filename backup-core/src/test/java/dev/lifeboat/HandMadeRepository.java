package dev.lifeboat;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.testing.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A repository of backups that need no server, on a host and a storage with clocks of their own.
 */
final class HandMadeRepository {
  /** The host's. */
  final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");

  /** The storage's. */
  final SettableClock storageClock = SettableClock.at("2026-11-22T06:00:00Z");

  final MemoryStorage memory = new MemoryStorage(storageClock);
  final FaultyStorage storage = new FaultyStorage(memory);
  private byte[] intact = {};
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  /** Lets time pass on both clocks. */
  void advance(Duration step) {
    clock.advance(step);
    storageClock.advance(step);
  }

  /** What a host does there. */
  Lifeboat lifeboat() {
    return lifeboat(storage);
  }

  /** The same by way of a decorator. */
  Lifeboat lifeboat(Storage decorated) {
    return Lifeboat.builder().storage(decorated).clock(clock).listener(events::add).build();
  }

  /** A backup made now. */
  BackupId backup() {
    return backup("school").id();
  }

  /** A backup of a source made now. */
  Manifest backup(String source) {
    NewBackup plan = NewBackup.of(source, Plaintext.INSTANCE).withClock(clock);
    try (BackupWriter writer = Repository.in(memory).begin(plan)) {
      return writer.commit(new HandMadeDump(source).writeTo(writer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Backups at a distance of each other, oldest first, the newest of which is as old as that. */
  List<BackupId> backups(int count, Duration distance) {
    List<BackupId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(backup());
      advance(distance);
    }
    return ids;
  }

  /** A backup made while the host's clock was wrong. */
  BackupId backupAt(Instant wrong) {
    return at(wrong, this::backup);
  }

  /** Does something while the host's clock is wrong. */
  <T> T at(Instant wrong, Supplier<T> action) {
    Instant right = clock.instant();
    clock.set(wrong);
    try {
      return action.get();
    } finally {
      clock.set(right);
    }
  }

  /** Damages a backup. */
  void damage(BackupId id) {
    ObjectKey volume = volume(id);
    try (InputStream in = memory.read(volume, 0, Long.MAX_VALUE)) {
      intact = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    memory.tamper(volume, new byte[] {1});
  }

  /** Makes the backup whole that was damaged last. */
  void repair(BackupId id) {
    memory.tamper(volume(id), intact);
  }

  private static ObjectKey volume(BackupId id) {
    return new ObjectKey("school/backups/" + id + "/volume-00000.dump");
  }

  /** The warnings told so far. */
  List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).message())
        .toList();
  }
}
