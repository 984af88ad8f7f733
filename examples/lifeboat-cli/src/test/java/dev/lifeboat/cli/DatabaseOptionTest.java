package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOptionTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir Path folder;

  @Test
  void theVariablesOfLibpqNameTheDatabase() {
    try (TestDatabase database = SERVER.createDatabase()) {
      Map<String, String> environment = database.environment();
      Cli.runIn(environment, "dump", "--to", folder.resolve("a.dump")).done();

      Map<String, String> url = new HashMap<>(environment);
      url.put("DATABASE_URL", database.url());
      url.put("PGHOST", "nowhere.invalid");
      Cli.runIn(url, "dump", "--to", folder.resolve("b.dump")).done();
    }
  }

  @Test
  void aServiceNamesTheDatabase() throws IOException {
    try (TestDatabase database = SERVER.createDatabase()) {
      Path services =
          Files.writeString(
              folder.resolve("services"),
              "[school]\nhost=127.0.0.1\nport=%d\nuser=postgres\ndbname=%s\n"
                  .formatted(SERVER.port(), database.name()));
      Map<String, String> file = Map.of("PGSERVICEFILE", services.toString());
      Cli.runIn(
              file,
              "dump",
              "--db",
              "postgresql://?service=school",
              "--to",
              folder.resolve("a.dump"))
          .done();
      Map<String, String> named = new HashMap<>(file);
      named.put("PGSERVICE", "school");
      Cli.runIn(named, "dump", "--to", folder.resolve("b.dump")).done();
    }
  }

  @Test
  void aPasswordFileThatOthersMayAccessIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve(".pgpass"), "*:*:*:*:secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (TestDatabase database = SERVER.createDatabase()) {
      Cli.Run dump =
          Cli.runIn(
              Map.of("HOME", folder.toString()),
              "dump",
              "--db",
              database.url(),
              "--to",
              folder.resolve("a.dump"));
      assertThat(dump.errors())
          .contains("The password file " + file + " is not used: others may access it");
    }
  }
}
