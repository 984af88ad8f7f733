package dev.lifeboat.conformance;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.SharedFixtures;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;

/**
 * The database of a real application, where its dump lies beside the project.
 *
 * @param name the name of its file in {@code shared/corpus}, without the ending
 */
record CorpusCase(String name) implements SuiteCase {
  static List<CorpusCase> all() {
    return List.of(new CorpusCase("chinook"), new CorpusCase("pagila"));
  }

  @Override
  public String file() {
    return "";
  }

  @Override
  public boolean runsOn(int major) {
    return true;
  }

  @Override
  public List<String> covers() {
    return List.of();
  }

  @Override
  public void run(TestPostgres server, Path folder) {
    Path script = SharedFixtures.require("corpus/" + name + ".sql");
    Program psql = Program.require("psql");
    try (TestDatabase source = server.createDatabase()) {
      psql.with("-Xq", "-v", "ON_ERROR_STOP=1", "-f", script).env(source.environment()).succeed();
      try (TestDatabase copy = RoundTrip.usual().sameCopy(source, folder)) {
        PgDump.judge(source, copy, folder);
      }
    }
  }
}
