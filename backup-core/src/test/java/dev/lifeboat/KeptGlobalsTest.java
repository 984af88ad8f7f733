package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.testing.FrameEncryption;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.ServerScratch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Roles and tablespaces beside a backup: stored, proved, exported, restored and pruned with it. */
class KeptGlobalsTest {
  private static final FrameEncryption KEY = FrameEncryption.of("operator");
  private static final TestPostgres SERVER = TestPostgres.of(17);

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);

  @Test
  void theyAreKeptUnlessLeftOutAndWithoutPasswords() throws Exception {
    try (TestDatabase source = source(SERVER)) {
      Lifeboat lifeboat = lifeboat(source, KEY).build();

      Backup usual = lifeboat.backup();
      Backup without = lifeboat.backup(BackupRequest.create().withGlobals(GlobalsScope.LEFT_OUT));
      Backup secret =
          lifeboat.backup(BackupRequest.create().withGlobals(GlobalsScope.WITH_PASSWORDS));

      assertThat(script(lifeboat, usual)).contains("CREATE ROLE").doesNotContain("PASSWORD");
      assertThat(script(lifeboat, secret)).contains("PASSWORD 'SCRAM-SHA-256$");
      assertThat(without.manifest().globals()).isEmpty();
      assertThatThrownBy(() -> script(lifeboat, without))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("has no roles and tablespaces with it");
      assertThat(lifeboat.backups().get(0)).isEqualTo(usual);
    }
  }

  @Test
  void passwordsAreNeverStoredUnencrypted() {
    try (TestDatabase source = source(SERVER)) {
      Lifeboat lifeboat = lifeboat(source, Plaintext.INSTANCE).build();
      assertThatThrownBy(
              () ->
                  lifeboat.backup(BackupRequest.create().withGlobals(GlobalsScope.WITH_PASSWORDS)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Passwords of roles are not stored unencrypted");
      assertThat(keys()).isEmpty();
    }
  }

  @Test
  void aRestoreMakesTheRolesThatItNeeds() {
    TestPostgres other = TestPostgres.fresh(17);
    try (TestDatabase source = source(SERVER)) {
      source.execute("CREATE TABLE t AS SELECT 1 AS x; ALTER TABLE t OWNER TO kept_role");
      Lifeboat lifeboat = lifeboat(source, KEY).build();
      Backup backup = lifeboat.backup();
      Target target = Target.newDatabase(other.admin().dataSource(), "copy");

      assertThatThrownBy(() -> lifeboat.restore(RestoreRequest.of(backup.id(), target)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no role kept_role")
          .hasMessageContaining("restore the roles that were kept with the backup first");
      lifeboat.restore(RestoreRequest.of(backup.id(), target).withGlobals(Keep.AS_ARCHIVED));

      assertThat(
              other
                  .database("copy")
                  .value("SELECT relowner::regrole FROM pg_class WHERE relname = 't'"))
          .isEqualTo("kept_role");
    }
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void aProofOfAnyDepthMissesThem(Depth depth) {
    try (TestDatabase source = source(SERVER)) {
      Lifeboat lifeboat = proving(source);
      Backup backup = lifeboat.backup();
      assertThat(lifeboat.verify(backup.id(), depth).outcome()).isEqualTo(Outcome.PROVED);

      ObjectKey key = key(backup);
      memory.delete(key);

      assertThat(lifeboat.verify(backup.id(), depth).findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.object()).contains("globals.sql.zst"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Depth.class,
      names = {"CHECKSUM", "DECODE", "RESTORE"})
  void aProofSeesThatTheyWereAltered(Depth depth) {
    try (TestDatabase source = source(SERVER)) {
      Lifeboat lifeboat = proving(source);
      Backup backup = lifeboat.backup();
      int size =
          (int) backup.manifest().globals().map(StoredPart::sizeBytes).orElseThrow().longValue();
      memory.tamper(key(backup), new byte[size]);

      assertThat(lifeboat.verify(backup.id(), depth).outcome()).isEqualTo(Outcome.FAILED);
      assertThatThrownBy(() -> script(lifeboat, backup)).hasMessageContaining("globals.sql.zst");
    }
  }

  @Test
  void aPruneRemovesThemWithTheirBackup() {
    try (TestDatabase source = source(SERVER)) {
      Lifeboat lifeboat = lifeboat(source, KEY).build();
      Backup old = lifeboat.backup();
      clock.advance(Duration.ofDays(2));
      Backup young = lifeboat.backup();

      lifeboat.planPrune(RetentionPolicy.keep().last(1)).apply();

      assertThat(keys())
          .noneMatch(key -> key.contains(old.id().value()))
          .anyMatch(key -> key.contains(young.id() + "/globals.sql.zst"));
    }
  }

  private Lifeboat.Builder lifeboat(TestDatabase source, Encryption encryption) {
    return Lifeboat.builder()
        .source(Source.of("school", source.dataSource()))
        .storage(memory)
        .encryption(encryption)
        .decryption(KEY)
        .clock(clock);
  }

  private Lifeboat proving(TestDatabase source) {
    return lifeboat(source, KEY)
        .scratch(
            ServerScratch.on(
                SERVER.admin().dataSource(), name -> SERVER.database(name).dataSource()))
        .build();
  }

  private static TestDatabase source(TestPostgres server) {
    server
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE kept_role LOGIN PASSWORD 'x'; EXCEPTION WHEN duplicate_object THEN END$$");
    return server.createDatabase();
  }

  private static ObjectKey key(Backup backup) {
    String name = backup.manifest().globals().orElseThrow().name();
    return new ObjectKey("school/backups/" + backup.id() + "/" + name);
  }

  private static String script(Lifeboat lifeboat, Backup backup) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lifeboat.exportGlobals(backup.id(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> keys() {
    try (Stream<StoredObject> objects = memory.list(ObjectKey.of("school"))) {
      return objects.map(object -> object.key().value()).toList();
    }
  }
}
