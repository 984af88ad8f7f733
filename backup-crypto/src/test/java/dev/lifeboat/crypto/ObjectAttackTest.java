package dev.lifeboat.crypto;

import static dev.lifeboat.crypto.AttackedRepository.SIGNER;
import static dev.lifeboat.crypto.AttackedRepository.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.RestoreRequest;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody who can do anything to the stored files can try with the data of a backup, and what
 * is seen of it by whatever reads that; restores go to a real server, on which nothing is left.
 */
class ObjectAttackTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String RESTORED = "attacked";

  @TempDir private Path root;

  private AttackedRepository attacked;
  private Lifeboat lifeboat;
  private Manifest older;
  private Manifest newer;

  @BeforeEach
  void twoSignedBackups() throws IOException {
    attacked = new AttackedRepository(root);
    lifeboat = attacked.lifeboat;
    older = attacked.older;
    newer = attacked.newer;
    assertThat(newer.globals()).isPresent();
  }

  @AfterEach
  void cleanUp() {
    SERVER.admin().execute("DROP DATABASE IF EXISTS " + RESTORED);
    for (String salt : List.of("older", "newer", "bogus")) {
      SERVER.admin().execute("DROP ROLE IF EXISTS " + AttackedRepository.role(salt));
    }
  }

  /** What the attacks below are compared with. */
  @Test
  void whatNobodyTouchedIsRestored() {
    restoreWithGlobals();

    assertThat(lifeboat.verify(newer.id(), Depth.DECODE).outcome()).isEqualTo(Outcome.PROVED);
    assertThat(SERVER.database(RESTORED).value("SELECT count(*) FROM big")).isEqualTo("7000");
    assertThat(isThere("pg_roles", "rolname", AttackedRepository.role("newer"))).isTrue();
  }

  @Test
  void anObjectOfAnotherBackup() throws Exception {
    assertNoneCanBeReplaced(older);
  }

  @Test
  void anObjectThatTheAttackerEncryptedToTheSameRecipient() throws Exception {
    assertNoneCanBeReplaced(attacked.backup("bogus", Optional.empty()));
  }

  /** A commit outlasts every rollback, and much comes after it, before the end that tells. */
  @Test
  void rolesThatTheAttackerWrote() throws Exception {
    newer = attacked.backup("newer", Optional.of(SIGNER), longScript("SELECT 1;"));
    String role = "CREATE ROLE \"" + AttackedRepository.role("bogus") + "\" SUPERUSER;";
    Manifest forged = attacked.backup("bogus", Optional.empty(), longScript(role + "\nCOMMIT;"));
    StoredPart globals = newer.globals().orElseThrow();
    copy(attacked.part(forged, globals), attacked.part(newer, globals));
    Files.delete(attacked.manifest(forged.id()));

    assertRefused(globals);
  }

  private static String[] longScript(String beginning) {
    return Stream.concat(
            Stream.of(beginning),
            Stream.generate(
                    () -> "SELECT '" + HexFormat.of().formatHex(Randomness.bytes(200)) + "';")
                .limit(2_000))
        .toArray(String[]::new);
  }

  @Test
  void anObjectThatIsAlteredCutOrLengthened() throws Exception {
    for (StoredPart part : newer.parts()) {
      Path file = attacked.part(newer, part);
      byte[] good = Files.readAllBytes(file);
      byte[] altered = good.clone();
      altered[good.length / 2] ^= 1;
      for (byte[] bad :
          List.of(
              altered,
              Arrays.copyOf(good, good.length - 1),
              Arrays.copyOf(good, good.length + 1),
              new byte[0])) {
        Files.write(file, bad);
        assertRefused(part);
      }
      Files.write(file, good);
    }
  }

  @Test
  void anObjectThatIsTakenAway() throws Exception {
    for (StoredPart part : newer.parts()) {
      byte[] good = Files.readAllBytes(attacked.part(newer, part));
      Files.delete(attacked.part(newer, part));
      assertRefused(part);
      Files.write(attacked.part(newer, part), good);
    }
  }

  /** The objects of both have the same names. */
  private void assertNoneCanBeReplaced(Manifest other) throws IOException {
    for (StoredPart part : newer.parts()) {
      Path file = attacked.part(newer, part);
      byte[] good = Files.readAllBytes(file);
      copy(attacked.part(other, part), file);
      assertRefused(part);
      Files.write(file, good);
    }
  }

  /** By everything that reads the object; the server is as it was. */
  private void assertRefused(StoredPart part) {
    for (Depth depth : List.of(Depth.CHECKSUM, Depth.DECODE)) {
      Verification verification = lifeboat.verify(newer.id(), depth);
      assertThat(verification.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(verification.findings())
          .extracting(Finding::object)
          .anySatisfy(object -> assertThat(object).contains(part.name()));
    }
    for (ThrowingCallable read : readsOf(part)) {
      assertThatThrownBy(read)
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining(part.name());
    }
    assertThat(isThere("pg_database", "datname", RESTORED)).isFalse();
    assertThat(isThere("pg_roles", "rolname", AttackedRepository.role("bogus"))).isFalse();
    assertThat(isThere("pg_roles", "rolname", AttackedRepository.role("older"))).isFalse();
  }

  private List<ThrowingCallable> readsOf(StoredPart part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<ThrowingCallable> reads = new ArrayList<>();
    if (newer.globals().filter(part::equals).isPresent()) {
      reads.add(() -> lifeboat.exportGlobals(newer.id(), out));
      reads.add(this::restoreWithGlobals);
      return reads;
    }
    boolean isContents = part.equals(newer.contents());
    if (isContents) {
      reads.add(() -> lifeboat.contents(newer.id()));
    } else {
      reads.add(() -> lifeboat.export(newer.id(), out));
    }
    if (isContents || part.equals(newer.volumes().get(0))) {
      reads.add(() -> lifeboat.toc(newer.id()));
    }
    reads.add(() -> lifeboat.restore(newer.id(), target()));
    return reads;
  }

  private void restoreWithGlobals() {
    lifeboat.restore(RestoreRequest.of(newer.id(), target()).withGlobals(Keep.AS_ARCHIVED));
  }

  private static Target target() {
    return Target.newDatabase(SERVER.admin().dataSource(), RESTORED);
  }

  private static boolean isThere(String catalog, String column, String name) {
    return !SERVER
        .admin()
        .query("SELECT 1 FROM %s WHERE %s = '%s'".formatted(catalog, column, name))
        .isEmpty();
  }
}
