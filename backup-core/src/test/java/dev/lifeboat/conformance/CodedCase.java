package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;

/**
 * A case that takes more than a script.
 *
 * @param name names it
 * @param type where its code is
 * @param since the first major that has what it is about
 * @param covers the items that it shows
 * @param check makes it, backs it up, restores it, compares
 */
record CodedCase(String name, Class<?> type, int since, List<String> covers, Check check)
    implements SuiteCase {
  static List<CodedCase> all() {
    return List.of();
  }

  @Override
  public String file() {
    return "backup-core/src/test/java/" + type.getName().replace('.', '/') + ".java";
  }

  @Override
  public boolean runsOn(int major) {
    return major >= since;
  }

  @Override
  public void run(TestPostgres server, Path folder) {
    check.run(server, folder);
  }

  /** What a case does. */
  @FunctionalInterface
  interface Check {
    void run(TestPostgres server, Path folder);
  }
}
