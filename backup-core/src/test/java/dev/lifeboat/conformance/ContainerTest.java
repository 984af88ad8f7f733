package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Docker;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The main job on the official image of PostgreSQL, where Docker runs. */
class ContainerTest {
  private static final String IMAGE = "postgres:17";

  @TempDir Path folder;

  @Test
  void aSchoolInAContainerComesBackAsItWas() throws SQLException, IOException {
    Docker.require("PostgreSQL in a container");
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw Skip.because("Docker does not answer, and so no PostgreSQL in a container");
    }
    try (PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)) {
      container.start();
      PGSimpleDataSource school = dataSource(container);
      run(school, School.script(17));
      Path file = folder.resolve("school.dump");
      try (ArchiveFile archive = ArchiveFile.create(file)) {
        Dumper.of(school, DumpOptions.defaults(), Events.silent("dump")).dumpTo(archive);
        archive.publish();
      }
      Target target = Target.newDatabase(school, "copy");
      try (CustomArchive archive = CustomArchive.open(file)) {
        Restorer.of(RestoreOptions.defaults(), Events.silent("restore")).restore(archive, target);
      }
      PGSimpleDataSource copy = dataSource(container);
      copy.setDatabaseName("copy");
      try (Connection source = school.getConnection();
          Connection restored = copy.getConnection()) {
        assertThat(
                CatalogSnapshot.differences(
                    CatalogSnapshot.of(source), CatalogSnapshot.of(restored)))
            .isEmpty();
      }
    }
  }

  private static PGSimpleDataSource dataSource(PostgreSQLContainer container) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(container.getJdbcUrl());
    source.setUser(container.getUsername());
    source.setPassword(container.getPassword());
    source.setPreferQueryMode(org.postgresql.jdbc.PreferQueryMode.SIMPLE);
    return source;
  }

  private static void run(PGSimpleDataSource source, String script) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(script);
    }
  }
}
