package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an archive says of the database itself, for a new one under another name. */
class DatabasePropertiesTest {
  private static final String NAME = "odd \"na'me; ON DATABASE x";
  private static final String COPY = "the \"co'py";
  private static final RestoreOptions WITH_PROPERTIES =
      RestoreOptions.defaults().with(RestoreScope.ALL.withDatabase(Keep.AS_ARCHIVED));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void propertiesComeBackUnderTheNewName(TestPostgres server) {
    roles(server, "CREATE ROLE lifeboat_owner", "CREATE ROLE \"lifeboat \"\"odd\"\"\"");
    inDatabase(
        server,
        "LOCALE = 'C'",
        source -> {
          String name = "DATABASE \"" + NAME.replace("\"", "\"\"") + "\"";
          for (String statement :
              new String[] {
                "ALTER " + name + " OWNER TO lifeboat_owner",
                "COMMENT ON "
                    + name
                    + " IS 'ALTER "
                    + name.replace("'", "''")
                    + " is no statement'",
                "REVOKE ALL ON " + name + " FROM PUBLIC",
                "GRANT CREATE ON " + name + " TO \"lifeboat \"\"odd\"\"\" WITH GRANT OPTION",
                "ALTER " + name + " CONNECTION LIMIT = 17",
                "ALTER " + name + " SET search_path = 'a b', \"$user\", \"qu\"\"ote\", public",
                "ALTER " + name + " SET work_mem = '7MB'",
                "ALTER " + name + " SET \"my.setting\" = E'it''s\\n\\\\x'",
                "ALTER " + name + " SET default_transaction_read_only = on",
                "ALTER ROLE \"lifeboat \"\"odd\"\"\" IN " + name + " SET datestyle = 'SQL, DMY'",
                "ALTER ROLE lifeboat_owner IN " + name + " SET temp_tablespaces = ''"
              }) {
            server.admin().execute(statement);
          }

          restore(server, dump(source), WITH_PROPERTIES);

          try (Connection first = source.connect();
              Connection second = copy(server).connect()) {
            assertThat(
                    CatalogSnapshot.differences(
                        CatalogSnapshot.withDatabaseProperties(first),
                        CatalogSnapshot.withDatabaseProperties(second)))
                .isEmpty();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void aNewDatabaseHasTheEncodingAndLocaleOfTheSource(TestPostgres server) {
    String icu = server.major() < 15 ? "" : " LOCALE_PROVIDER = icu ICU_LOCALE = 'de-AT'";
    inDatabase(
        server,
        "ENCODING = 'UTF8' LC_COLLATE = 'C' LC_CTYPE = 'POSIX'" + icu,
        source -> {
          restore(server, dump(source), RestoreOptions.defaults());

          String query =
              "SELECT pg_encoding_to_char(encoding), datcollate, datctype%s FROM pg_database"
                  .formatted(server.major() < 15 ? "" : ", datlocprovider");
          query += " WHERE datname = current_database()";
          assertThat(copy(server).query(query)).isEqualTo(source.query(query));
        });
  }

  @Test
  void settingsAreLeftOutUnlessAskedFor() {
    TestPostgres server = TestPostgres.of(17);
    inDatabase(
        server,
        "LOCALE = 'C'",
        source -> {
          server
              .admin()
              .execute(
                  "ALTER DATABASE \"" + NAME.replace("\"", "\"\"") + "\" CONNECTION LIMIT = 9");
          restore(server, dump(source), RestoreOptions.defaults());
          String query = "SELECT datconnlimit FROM pg_database WHERE datname = current_database()";
          assertThat(copy(server).value(query)).isEqualTo("-1");
        });
  }

  @Test
  void aRoleThatSettingsNeedIsMissedBeforeAnythingIsMade() {
    TestPostgres server = TestPostgres.of(17);
    roles(server, "CREATE ROLE lifeboat_gone");
    inDatabase(
        server,
        "LOCALE = 'C'",
        source -> {
          server
              .admin()
              .execute(
                  "ALTER ROLE lifeboat_gone IN DATABASE \""
                      + NAME.replace("\"", "\"\"")
                      + "\" SET work_mem = '3MB'");
          Path file = dump(source);
          server.admin().execute("DROP ROLE lifeboat_gone");

          assertThatThrownBy(() -> restore(server, file, WITH_PROPERTIES))
              .isInstanceOf(RefusedException.class)
              .hasMessageContaining("lifeboat_gone");
          assertThat(server.admin().query("SELECT datname FROM pg_database").toString())
              .doesNotContain(COPY);
        });
  }

  private static void roles(TestPostgres server, String... statements) {
    for (String statement : statements) {
      server
          .admin()
          .execute(
              "DO $$BEGIN %s; EXCEPTION WHEN duplicate_object THEN END$$".formatted(statement));
    }
  }

  private static void inDatabase(TestPostgres server, String options, Consumer<TestDatabase> test) {
    try (TestDatabase source = server.database(NAME)) {
      server
          .admin()
          .execute(
              "CREATE DATABASE \""
                  + NAME.replace("\"", "\"\"")
                  + "\" TEMPLATE = template0 "
                  + options);
      test.accept(source);
    } finally {
      server
          .admin()
          .execute("DROP DATABASE IF EXISTS \"" + COPY.replace("\"", "\"\"") + "\" WITH (FORCE)");
    }
  }

  private Path dump(TestDatabase source) {
    Path file = folder.resolve("properties.dump");
    RoundTrip.with(DumpOptions.defaults()).dump(source, file);
    return file;
  }

  private static void restore(TestPostgres server, Path file, RestoreOptions options) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      Restorer.of(options, Events.silent("restore"))
          .restore(archive, Target.newDatabase(server.admin().dataSource(), COPY));
    }
  }

  private static TestDatabase copy(TestPostgres server) {
    return server.database(COPY);
  }
}
