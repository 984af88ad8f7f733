package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.restore.RestoreConduct;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.SessionChoice;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data of a backup alone goes into tables that exist, slice by slice. */
class DataAloneTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String TABLES =
      """
      CREATE TABLE parent (id int PRIMARY KEY, pad text);
      CREATE TABLE a_kid (id int PRIMARY KEY, p int REFERENCES parent, pad text);
      CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, pad text);
      """;
  private static final String TRIGGER =
      """
      CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.pad := 'changed'; RETURN NEW; END$$;
      CREATE TRIGGER t BEFORE INSERT ON a_kid FOR EACH ROW EXECUTE FUNCTION change();
      ALTER TABLE a_kid ENABLE ALWAYS TRIGGER t;
      """;
  private static final String DIGEST =
      "SELECT md5(string_agg(t::text, ',' ORDER BY t)) FROM (SELECT parent::text AS t FROM parent"
          + " UNION ALL SELECT a_kid::text FROM a_kid UNION ALL SELECT tree::text FROM tree) AS rows";

  @TempDir Path folder;

  @Test
  void keysHoldAndNoTriggerChangesARow() {
    try (TestDatabase source = source();
        TestDatabase copy = SERVER.createDatabase().execute(TABLES + TRIGGER)) {
      Lifeboat lifeboat = lifeboat(source);
      Backup backup = backUp(lifeboat, DumpOptions.defaults());
      assertThat(backup.manifest().volumes()).hasSizeGreaterThan(4);
      restore(lifeboat, backup, copy, Triggers.DISABLED);
      assertThat(copy.value(DIGEST)).isEqualTo(source.value(DIGEST));
      assertThat(copy.value("SELECT tgenabled FROM pg_trigger WHERE tgname = 't'")).isEqualTo("A");
      assertThat(
              copy.query(
                  "SELECT condeferrable, convalidated FROM pg_constraint WHERE contype = 'f'"))
          .containsOnly(List.of("f", "t"));
    }
  }

  @Test
  void aPartWithoutItsParentsIsRefused() {
    DumpOptions part =
        DumpOptions.defaults()
            .withContent(DumpContent.DATA_ONLY)
            .withFilter(DumpFilter.everything().with(FilterRule.where("parent", "id = 1")));
    for (Triggers triggers : Triggers.values()) {
      try (TestDatabase source = source();
          TestDatabase copy = SERVER.createDatabase().execute(TABLES)) {
        Lifeboat lifeboat = lifeboat(source);
        Backup backup = backUp(lifeboat, part);
        assertThatThrownBy(() -> restore(lifeboat, backup, copy, triggers))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("violates foreign key constraint \"a_kid_p_fkey\"")
            .hasMessageContaining("rows that it refers to are missing");
        assertThat(copy.value("SELECT count(*) FROM a_kid")).isEqualTo("0");
      }
    }
  }

  private static TestDatabase source() {
    return SERVER
        .createDatabase()
        .execute(
            TABLES
                + """
                  INSERT INTO parent SELECT g, repeat('p', 100) FROM generate_series(1, 3000) AS g;
                  INSERT INTO a_kid SELECT g, g, repeat('k', 100) FROM generate_series(1, 3000) AS g;
                  INSERT INTO tree SELECT g, nullif(g + 1, 3001), repeat('t', 100) FROM generate_series(1, 3000) AS g;
                  """);
  }

  private Lifeboat lifeboat(TestDatabase source) {
    return Lifeboat.builder()
        .source(Source.of("s", source.dataSource()))
        .storage(DirectoryStorage.at(folder.resolve(UUID.randomUUID().toString())))
        .encryption(Plaintext.INSTANCE)
        .decryption(Plaintext.INSTANCE)
        .build();
  }

  private static Backup backUp(Lifeboat lifeboat, DumpOptions options) {
    return lifeboat.backup(
        BackupRequest.create().withOptions(options.withJobs(2).withVolumeSizeBytes(128 * 1024)));
  }

  private static void restore(
      Lifeboat lifeboat, Backup backup, TestDatabase copy, Triggers triggers) {
    lifeboat.restore(
        RestoreRequest.of(backup.id(), Target.database(copy.dataSource()))
            .withOptions(
                RestoreOptions.defaults()
                    .with(RestoreScope.ALL.with(DumpContent.DATA_ONLY))
                    .with(
                        RestoreConduct.DEFAULT
                            .withJobs(3)
                            .with(SessionChoice.DEFAULT.with(triggers)))));
  }
}
