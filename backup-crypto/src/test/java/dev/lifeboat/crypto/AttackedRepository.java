package dev.lifeboat.crypto;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two signed backups in a folder, the host that trusts its own signature alone, and an attacker who
 * can do anything to the files and knows all public keys.
 */
final class AttackedRepository {
  static final X25519Identity IDENTITY = X25519Identity.generate();
  static final Signer SIGNER = Minisign.signing(SigningKey.generate());
  static final Signer ATTACKER = Minisign.signing(SigningKey.generate());

  final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  final List<Event> events = new ArrayList<>();
  final Path root;
  final DirectoryStorage storage;
  final Lifeboat lifeboat;
  final Manifest older;
  final Manifest newer;

  AttackedRepository(Path root) throws IOException {
    this.root = root;
    this.storage = DirectoryStorage.at(root);
    this.lifeboat =
        Lifeboat.builder()
            .storage(storage)
            .decryption(Age.with(IDENTITY))
            .signing(SIGNER)
            .verification(SIGNER.verifier())
            .listener(events::add)
            .clock(clock)
            .build();
    this.older = backup("older", Optional.of(SIGNER));
    this.newer = backup("newer", Optional.of(SIGNER));
  }

  /** A backup with roles, whose rows and role differ by the salt. */
  Manifest backup(String salt, Optional<Signer> signer) throws IOException {
    return backup(salt, signer, "CREATE ROLE \"" + role(salt) + "\" NOLOGIN;");
  }

  /** The same with some statement about roles. */
  Manifest backup(String salt, Optional<Signer> signer, String... statements) throws IOException {
    clock.advance(Duration.ofMinutes(1));
    NewBackup unsigned = NewBackup.of("school", Age.to(IDENTITY.recipient())).withClock(clock);
    NewBackup plan = signer.map(unsigned::withSigner).orElse(unsigned);
    try (BackupWriter writer = Repository.in(storage).begin(plan)) {
      writer.store(
          new Globals("17.11", dev.lifeboat.postgres.TextEncoding.UTF8, List.of(statements)));
      return writer.commit(new HandMadeDump(salt).writeTo(writer));
    }
  }

  /** The role that is kept with a backup of some salt. */
  static String role(String salt) {
    return "attack_" + salt;
  }

  List<BackupId> ids() {
    return lifeboat.repository().list("school").stream().map(Manifest::id).toList();
  }

  Path manifest(BackupId id) {
    return root.resolve("school/manifests/" + id + ".json");
  }

  Path signature(BackupId id) {
    return root.resolve("school/manifests/" + id + ".json.minisig");
  }

  Path folder(BackupId id) {
    return root.resolve("school/backups/" + id);
  }

  Path part(Manifest manifest, StoredPart part) {
    return folder(manifest.id()).resolve(part.name());
  }

  List<Path> filesOf(BackupId id) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().contains(id.toString()))
          .sorted()
          .toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
