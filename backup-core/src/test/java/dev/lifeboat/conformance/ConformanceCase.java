package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;

/** Something that must come back from a backup as it was, on every server that has it. */
public interface ConformanceCase {
  /** Names it in reports: one word. */
  String name();

  /** The first major that has what it is about. */
  int since();

  /**
   * Makes it, backs it up, restores it, compares.
   *
   * @param server where, with no other case running on it
   * @param folder for files
   * @throws AssertionError if something is lost or changed
   */
  void run(TestPostgres server, Path folder);
}
