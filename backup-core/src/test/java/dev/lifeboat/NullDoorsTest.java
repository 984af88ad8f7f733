package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.dump.SnapshotOptions;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.dump.scope.FilterFile;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.PostgresUrl;
import dev.lifeboat.postgres.TextEncoding;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.restore.RestoreConduct;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.SessionChoice;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.names.NameMap;
import dev.lifeboat.restore.scope.EntryList;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreFilterFile;
import dev.lifeboat.restore.scope.RestoreRule;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.ReadOnlyStorage;
import dev.lifeboat.storage.RetryingStorage;
import dev.lifeboat.testing.NullDoors;
import dev.lifeboat.testing.Samples;
import dev.lifeboat.verify.EvidenceLog;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verifier;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Whatever null a host passes in is refused at once, in a sentence that names it. */
class NullDoorsTest {
  private static final DataSource SOURCE = new PGSimpleDataSource();

  /** What the library makes, and hosts only read. */
  private static final Set<Class<?>> RESULTS =
      Set.of(
          Backup.class,
          Canary.class,
          Exported.class,
          KeyCheck.class,
          PrunePlan.class,
          Pruned.class,
          RekeyPlan.class,
          Rekeyed.class,
          Restored.class);

  private final NullDoors doors =
      new NullDoors(
          new Samples()
              .with(BackupId.class, BackupId.parse("20261122T060000Z-7f3k9q"))
              .with(ObjectKey.class, new ObjectKey("a"))
              .with(Repository.class, Repository.in(new MemoryStorage()))
              .with(Events.class, Events.silent("test"))
              .with(TextEncoding.class, TextEncoding.UTF8)
              .with(Target.class, Target.database(SOURCE))
              .with(DumpFilter.class, DumpFilter.everything())
              .with(RestoreFilter.class, RestoreFilter.everything())
              .with(Lifeboat.Builder.class, Lifeboat.builder())
              .with(Lifeboat.class, Lifeboat.builder().storage(new MemoryStorage()).build()));

  @Test
  void nullIsRefusedByNameInWhatVerbsTake() {
    doors.tryTypes(typesOfTheEntryPoint());
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isGreaterThan(70);
  }

  private static Class<?>[] typesOfTheEntryPoint() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lifeboat")
            .stream()
            .filter(type -> type.getPackageName().equals("dev.lifeboat"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::reflect)
            .filter(type -> RESULTS.stream().noneMatch(result -> isPartOf(type, result)))
            .toArray(Class<?>[]::new);
  }

  private static boolean isPartOf(Class<?> type, Class<?> outer) {
    return type == outer || type.getDeclaringClass() == outer;
  }

  @Test
  void nullIsRefusedByNameInOptionsAndWhatIsComposed() {
    doors
        .tryTypes(
            DumpOptions.class,
            DumpScope.class,
            NameMap.class,
            RestoreConduct.class,
            RestoreOptions.class,
            RestoreOptions.Surroundings.class,
            RestoreScope.class,
            RetentionPolicy.class,
            SessionChoice.class,
            SnapshotOptions.class)
        .tryFactories(
            BackupId.class,
            Compression.class,
            DirectoryStorage.class,
            DumpContent.class,
            DumpFilter.class,
            Dumper.class,
            FilterRule.class,
            ObjectKey.class,
            ReadOnlyStorage.class,
            RestoreFilter.class,
            RestoreRule.class,
            Restorer.class,
            RetryingStorage.class,
            ServerScratch.class,
            Target.class);
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isGreaterThan(90);
  }

  @Test
  void nullIsRefusedByNameWhereVerbsAreComposedByHand() {
    doors
        .tryTypes(Dumper.class, Restorer.class, Verifier.class)
        .tryFactories(
            DumpFile.class,
            EntryList.class,
            EvidenceLog.class,
            FilterFile.class,
            Globals.class,
            PostgresUrl.class,
            RestoreFilterFile.class)
        .tryFactories(Events.class);
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isGreaterThan(30);
  }

  @Test
  void nullIsRefusedByNameByWhatIsBuiltIn() {
    doors
        .tryTypes(
            ArchiveFormat.Custom.class,
            ArchiveFormat.Directory.class,
            ArchiveFormat.Script.class,
            ArchiveFormat.Tar.class)
        .tryTypes(DirectoryStorage.class, MemoryStorage.class);
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isGreaterThan(25);
  }

  @Test
  void nullIsRefusedByNameByARepository() {
    doors.tryTypes(Repository.class);
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isGreaterThan(45);
  }

  @Test
  void aSecondLabelOfOneNameIsRefused() {
    BackupRequest labelled = BackupRequest.create().withLabel("host", "web1");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> labelled.withLabel("host", "web2"))
        .withMessage("There is a label 'host' already; give each label one value");
  }

  @Test
  void aSecondSourceOfOneNameIsRefused() {
    Lifeboat.Builder builder = Lifeboat.builder().source(Source.of("school", SOURCE));
    Source second = Source.of("school", new PGSimpleDataSource());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> builder.source(second))
        .withMessage("There is a source 'school' already; give each source a name of its own");
  }
}
