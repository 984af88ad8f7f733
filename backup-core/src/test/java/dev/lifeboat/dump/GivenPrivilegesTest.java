package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an extension grants is not granted again, whoever owns its members by now. */
class GivenPrivilegesTest {
  @TempDir Path folder;

  static Stream<TestPostgres> servers() {
    return TestPostgres.usual();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aNewOwnerOfAMemberIsNoChangeOfItsPrivileges(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          DO $$BEGIN CREATE ROLE lifeboat_owner; EXCEPTION WHEN duplicate_object THEN END$$;
          CREATE EXTENSION pg_stat_statements;
          ALTER VIEW pg_stat_statements OWNER TO lifeboat_owner;
          ALTER FUNCTION pg_stat_statements(boolean) OWNER TO lifeboat_owner;
          """);
      Path file = folder.resolve("owner.dump");
      RoundTrip.usual().dump(source, file);
      try (CustomArchive archive = CustomArchive.open(file)) {
        assertThat(archive.toc().entries())
            .filteredOn(entry -> entry.description().equals("ACL"))
            .allMatch(entry -> entry.tag().equals("SCHEMA public"));
      }
    }
  }
}
