package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.testing.Steps;
import dev.lifeboat.verify.Depth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange of keys is stopped at each of its steps, which are the calls of the storage. */
class StoppedRekeyTest {
  private static final X25519Identity OLD = X25519Identity.generate();
  private static final X25519Identity NEW = X25519Identity.generate();

  @TempDir Path folder;

  @Test
  void anInterruptLeavesNothingAndIsKept() throws IOException {
    Thread here = Thread.currentThread();
    everywhere(
        step -> Steps.interruptingAt(step, here),
        (repo, steps, before) -> {
          assertThat(Thread.interrupted()).isEqualTo(steps.struck());
          assertThat(backups(repo)).isSubsetOf(before, listed(repo).id().value());
          assertThat(uploads(repo)).isEmpty();
        });
  }

  @Test
  void aKillLeavesNothingHalfAndTheNextRunRemovesTheRest() throws IOException {
    everywhere(Steps::dyingAt, (repo, steps, before) -> {});
  }

  private void everywhere(IntFunction<Steps> stopping, Check check) throws IOException {
    Steps counted = Steps.counting();
    Storage first = DirectoryStorage.at(folder.resolve("first"));
    backup(first);
    rekey(counted.on(first));
    for (int step : counted.chosen(Steps.random(StoppedRekeyTest.class))) {
      Path repo = folder.resolve(String.valueOf(step));
      Storage storage = DirectoryStorage.at(repo);
      String before = backup(storage).id().value();
      Steps steps = stopping.apply(step);
      try {
        rekey(steps.on(storage));
      } catch (LifeboatException | Steps.Dead e) {
        // What it left is what matters.
      }
      check.look(repo, steps, before);
      requireWhole(repo);
      rekeyAgain(repo, before);
      requireWhole(repo);
      assertThat(isOld(listed(repo))).isFalse();
    }
  }

  private static void rekeyAgain(Path repo, String before) {
    Storage storage = DirectoryStorage.at(repo);
    if (isOld(listed(repo))) {
      assertThat(listed(repo).id().value()).isEqualTo(before);
      rekey(storage);
    } else {
      rekey(storage, RekeyRequest.of(Age.rewrapping(List.of(NEW))).adding(List.of(name(NEW))));
    }
  }

  private static void rekey(Storage storage) {
    rekey(
        storage,
        RekeyRequest.of(Age.rewrapping(List.of(OLD)))
            .adding(List.of(name(NEW)))
            .dropping(Set.of(name(OLD))));
  }

  private static void rekey(Storage storage, RekeyRequest request) {
    Lifeboat.builder().storage(storage).build().planRekey(request).apply();
  }

  private static String name(X25519Identity identity) {
    return identity.recipient().toString();
  }

  private static void requireWhole(Path repo) {
    Manifest listed = listed(repo);
    Lifeboat lifeboat =
        Lifeboat.builder()
            .storage(DirectoryStorage.at(repo))
            .decryption(Age.with(isOld(listed) ? OLD : NEW))
            .build();
    assertThat(lifeboat.verify(listed.id(), Depth.DECODE).findings()).isEmpty();
  }

  private static boolean isOld(Manifest manifest) {
    return manifest.encryption().recipients().contains(name(OLD));
  }

  private static Manifest listed(Path repo) {
    List<Manifest> listed = Repository.in(DirectoryStorage.at(repo)).list("school");
    assertThat(listed).hasSize(1);
    return listed.get(0);
  }

  private static Manifest backup(Storage storage) throws IOException {
    try (BackupWriter writer =
        Repository.in(storage).begin(NewBackup.of("school", Age.to(OLD.recipient())))) {
      return writer.commit(new HandMadeDump("salt").writeTo(writer));
    }
  }

  private static List<String> backups(Path repo) throws IOException {
    return names(repo.resolve("school").resolve("backups"));
  }

  private static List<String> uploads(Path repo) throws IOException {
    return names(repo.resolve(".uploads"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Looks at a repository after a run that was stopped. */
  private interface Check {
    void look(Path repo, Steps steps, String before) throws IOException;
  }
}
