package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.RekeyPlan;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of every kind in the place of keys of every kind. */
class RekeyKindsTest {
  private static final int LITTLE_WORK = 10;

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final Repository repository = Repository.in(memory);

  enum Kind {
    X25519 {
      @Override
      AgeIdentity make() {
        return X25519Identity.generate();
      }
    },
    HYBRID {
      @Override
      AgeIdentity make() {
        return HybridIdentity.generate();
      }
    },
    SSH {
      @Override
      AgeIdentity make() {
        return SshKeys.newIdentity();
      }
    },
    PASSPHRASE {
      @Override
      AgeIdentity make() {
        return PassphraseIdentity.of(UUID.randomUUID().toString().toCharArray());
      }
    },
    KEY_SERVICE {
      @Override
      AgeIdentity make() {
        return KeyServiceIdentity.of(KeyStores.newService("backup"));
      }
    };

    abstract AgeIdentity make();
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Kind.values())
        .flatMap(from -> Stream.of(Kind.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneTakesThePlaceOfAnother(Kind from, Kind to) throws Exception {
    AgeIdentity old = from.make();
    AgeIdentity now = to.make();
    Manifest before = backup(old);
    byte[] archive = export(before, old);

    lifeboat().planRekey(exchange(old, now)).apply();

    Manifest after = only();
    assertThat(after.encryption().recipients()).containsExactly(name(now));
    assertThat(export(after, now)).isEqualTo(archive);
    assertThatThrownBy(() -> export(after, old)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> repository.contents(after, Age.with(old)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aKeyServiceJoinsAKeyOnPaper() throws Exception {
    AgeIdentity paper = Kind.X25519.make();
    AgeIdentity service = Kind.KEY_SERVICE.make();
    byte[] archive = export(backup(paper), paper);

    lifeboat()
        .planRekey(
            RekeyRequest.of(Age.rewrapping(List.of(paper), service.recipient()))
                .adding(List.of(name(paper), name(service))))
        .apply();

    assertThat(export(only(), paper)).isEqualTo(archive);
    assertThat(export(only(), service)).isEqualTo(archive);
  }

  @Test
  void whatMustNotShareAFileIsRefusedBeforeAnythingIsWritten() throws Exception {
    AgeIdentity old = Kind.X25519.make();
    Manifest before = backup(old);
    for (Kind kind : List.of(Kind.HYBRID, Kind.PASSPHRASE)) {
      AgeIdentity now = kind.make();
      RekeyRequest beside =
          RekeyRequest.of(Age.rewrapping(List.of(old), now.recipient()))
              .adding(List.of(name(old), name(now)));
      assertThatThrownBy(() -> lifeboat().planRekey(beside)).isInstanceOf(RefusedException.class);
    }
    assertThat(only()).isEqualTo(before);
  }

  /** The name of both is the same, and an exchange that breaks off leaves backups of both. */
  @Test
  void aPassphraseIsExchangedForAnotherAlsoInTwoRuns() throws Exception {
    AgeIdentity old = Kind.PASSPHRASE.make();
    AgeIdentity now = Kind.PASSPHRASE.make();
    backup(old);
    byte[] archive = export(backup(old), old);
    FaultyStorage storage = new FaultyStorage(memory);
    RekeyPlan broken = lifeboat(storage).planRekey(exchange(old, now));
    // Three volumes, contents, evidence and manifest of the first; then a volume of the second.
    storage.failCommit(7, () -> new RetryableException("injected"));
    assertThatThrownBy(broken::apply).isInstanceOf(LifeboatException.class);
    assertThat(opened(now)).isEqualTo(1);

    lifeboat().planRekey(exchange(old, now)).apply();

    assertThat(opened(now)).isEqualTo(2);
    assertThat(opened(old)).isZero();
    assertThat(export(repository.list("school").get(1), now)).isEqualTo(archive);
  }

  private long opened(AgeIdentity identity) {
    return repository.list("school").stream().filter(manifest -> opens(identity, manifest)).count();
  }

  private boolean opens(AgeIdentity identity, Manifest manifest) {
    try {
      repository.tryKey(manifest, Age.with(identity));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static RekeyRequest exchange(AgeIdentity old, AgeIdentity now) {
    return RekeyRequest.of(Age.rewrapping(List.of(old, now), quick(now)))
        .adding(List.of(name(now)))
        .dropping(List.of(name(old)));
  }

  private static AgeRecipient quick(AgeIdentity identity) {
    return identity.recipient() instanceof PassphraseRecipient passphrase
        ? passphrase.withWorkFactor(LITTLE_WORK)
        : identity.recipient();
  }

  private static String name(AgeIdentity identity) {
    return identity.recipient().toString();
  }

  private Lifeboat lifeboat() {
    return lifeboat(memory);
  }

  private Lifeboat lifeboat(Storage storage) {
    return Lifeboat.builder().storage(storage).clock(clock).build();
  }

  private Manifest only() {
    List<Manifest> listed = repository.list("school");
    assertThat(listed).hasSize(1);
    return listed.get(0);
  }

  private Manifest backup(AgeIdentity identity) throws IOException {
    clock.advance(Duration.ofMinutes(1));
    NewBackup plan = NewBackup.of("school", Age.to(quick(identity))).withClock(clock);
    try (BackupWriter writer = repository.begin(plan)) {
      return writer.commit(new HandMadeDump("salt").writeTo(writer));
    }
  }

  private byte[] export(Manifest manifest, AgeIdentity identity) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    repository.exportTo(manifest, Age.with(identity), archive);
    return archive.toByteArray();
  }
}
