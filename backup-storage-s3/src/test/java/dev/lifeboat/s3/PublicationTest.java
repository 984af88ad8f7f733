package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true, and what is said, when the store fails around the moment of publication. */
class PublicationTest {
  private static final int ALWAYS = 1_000;
  private static final int ONE_PIECE = 1_000;
  private static final int MANY_PARTS = (15 << 20) + 1;
  private static final ObjectKey KEY = new ObjectKey("a/b");

  private FaultyStore faults;
  private S3Server server;
  private Storage storage;

  @BeforeEach
  void start() {
    server = S3Server.start("backups", store -> faults = new FaultyStore(store, KEY.value()));
    storage = server.storage("backups").partSizeBytes(5 << 20).build();
  }

  @AfterEach
  void stop() {
    storage.close();
    server.close();
  }

  @Test
  void aBurstOfRefusalsIsRiddenOut() throws Exception {
    faults.failingPart = 2;
    faults.partFailures.set(3);
    faults.readFailures.set(1);

    put(MANY_PARTS);

    assertWhole(MANY_PARTS);
    assertThat(faults.partFailures).hasValue(0);
  }

  @Test
  void aPartThatCannotBeStoredEndsTheUploadAndLeavesNothing() throws Exception {
    faults.failingPart = 3;
    faults.partFailures.set(ALWAYS);

    try (Upload upload = storage.upload(KEY)) {
      assertThatThrownBy(() -> upload.write(new byte[MANY_PARTS]))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("'a/b'")
          .hasMessageContaining("500 InternalError");
      assertThat(faults.aborts).hasValue(1);
      assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
      assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }

    assertNothingIsLeft();
  }

  @Test
  void theLastPartFailsWithinCommit() {
    faults.failingPart = 4;
    faults.partFailures.set(ALWAYS);

    assertThatThrownBy(() -> put(MANY_PARTS)).isInstanceOf(RetryableException.class);

    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {ONE_PIECE, MANY_PARTS})
  void anAnswerThatIsLostOnceIsMadeUpFor(int size) throws Exception {
    faults.lostAnswers.set(1);

    put(size);

    assertWhole(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {ONE_PIECE, MANY_PARTS})
  void aFailureThatPassesIsNotSeen(int size) throws Exception {
    faults.publishFailures.set(2);

    put(size);

    assertWhole(size);
  }

  @Test
  void manyPartsThatNeverGetPublishedAreRemovedForSure() {
    faults.publishFailures.set(ALWAYS);

    assertThatThrownBy(() -> put(MANY_PARTS)).isInstanceOf(RetryableException.class);

    assertNothingIsLeft();
  }

  @Test
  void onePieceThatMayStillArriveIsUnknown() {
    faults.publishFailures.set(ALWAYS);

    assertThatThrownBy(() -> put(ONE_PIECE))
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("look for it");
  }

  @ParameterizedTest
  @ValueSource(ints = {ONE_PIECE, MANY_PARTS})
  void whatCannotBeLookedUpIsUnknown(int size) {
    faults.lostAnswers.set(1);
    faults.lookUpFailures.set(ALWAYS);

    assertThatThrownBy(() -> put(size)).isInstanceOf(UnknownOutcomeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {ONE_PIECE, MANY_PARTS})
  void somebodyElsesObjectIsNotTakenForOurs(int size) throws Exception {
    faults.publishFailures.set(1);
    AtomicBoolean once = new AtomicBoolean(true);
    try (OtherWriter other = new OtherWriter(server, "backups")) {
      faults.intruder =
          () -> {
            if (once.getAndSet(false)) {
              other.put("a/b");
            }
          };

      assertThatThrownBy(() -> put(size)).isInstanceOf(KeyExistsException.class);
    }

    assertThat(storage.find(KEY).orElseThrow().sizeBytes()).isEqualTo("theirs".length());
    assertThat(server.store().listMultipartUploads("backups")).isEmpty();
  }

  @Test
  void aStoreThatLosesBytesWithoutAWordIsFoundOut() {
    faults.lostPart = 4;

    assertThatThrownBy(() -> put(MANY_PARTS))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("15728640 bytes")
        .hasMessageContaining("15728641 bytes");

    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {ONE_PIECE, MANY_PARTS})
  void aStoreThatAcceptsAnObjectAndDoesNotHaveItIsFoundOut(int size) {
    faults.aftermath = () -> server.store().removeBlob("backups", "a/b");

    assertThatThrownBy(() -> put(size)).isInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void aStoreThatLetsAnotherUploadOverwriteOursIsFoundOut() throws Exception {
    try (OtherWriter other = new OtherWriter(server, "backups")) {
      faults.aftermath =
          () -> {
            faults.aftermath = () -> {};
            other.put("a/b", Map.of("lifeboat-upload", "another"));
          };

      assertThatThrownBy(() -> put(MANY_PARTS)).isInstanceOf(KeyExistsException.class);
    }
    assertThat(storage.find(KEY).orElseThrow().sizeBytes()).isEqualTo("theirs".length());
  }

  private void put(int size) throws IOException {
    try (Upload upload = storage.upload(KEY)) {
      upload.write(new byte[size]);
      upload.commit();
    }
  }

  private void assertWhole(int size) throws IOException {
    try (InputStream in = storage.read(KEY, 0, Long.MAX_VALUE)) {
      assertThat(in.readAllBytes().length).isEqualTo(size);
    }
    assertThat(server.store().listMultipartUploads("backups")).isEmpty();
  }

  private void assertNothingIsLeft() {
    assertThat(storage.find(KEY)).isEmpty();
    assertThat(server.store().listMultipartUploads("backups")).isEmpty();
  }
}
