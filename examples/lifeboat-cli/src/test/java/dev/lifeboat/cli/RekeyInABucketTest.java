package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.X25519Identity;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.verify.Depth;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys are exchanged over the protocol of S3 as they are in a directory. */
class RekeyInABucketTest {
  private static final X25519Identity OLD = X25519Identity.generate();
  private static final X25519Identity NEW = X25519Identity.generate();

  @Test
  void theNewKeyOpensASignedBackupAndNothingOfTheOldOneStays() throws IOException {
    Signer signer = Minisign.signing(SigningKey.generate());
    try (DemoBucket bucket = DemoBucket.start();
        Storage storage = bucket.open()) {
      Manifest before = backup(storage, signer);
      Lifeboat lifeboat =
          Lifeboat.builder()
              .storage(storage)
              .decryption(Age.with(NEW))
              .signing(signer)
              .verification(signer.verifier())
              .build();

      lifeboat
          .planRekey(
              RekeyRequest.of(Age.rewrapping(List.of(OLD)))
                  .adding(List.of(NEW.recipient().toString()))
                  .dropping(List.of(OLD.recipient().toString())))
          .apply();

      Manifest after = lifeboat.latest("school").manifest();
      assertThat(lifeboat.backups()).hasSize(1);
      assertThat(after.succession().orElseThrow().replaces()).isEqualTo(before.id());
      assertThat(lifeboat.verify(after.id(), Depth.DECODE).proved()).isTrue();
      assertThat(keys(storage)).isNotEmpty().noneMatch(key -> key.contains(before.id().value()));
    }
  }

  private static Manifest backup(Storage storage, Signer signer) throws IOException {
    NewBackup plan = NewBackup.of("school", Age.to(OLD.recipient())).withSigner(signer);
    try (BackupWriter writer = Repository.in(storage).begin(plan)) {
      return writer.commit(new HandMadeDump("salt").writeTo(writer));
    }
  }

  private static List<String> keys(Storage storage) {
    try (Stream<StoredObject> objects = storage.list(ObjectKey.of("school"))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }
}
