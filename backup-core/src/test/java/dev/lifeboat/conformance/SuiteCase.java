package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;

/** Something that must come back from a backup as it was, on every server that has it. */
interface SuiteCase {
  /** Names it in reports: one word. */
  String name();

  /** Where it is told, from the root of the project; empty for what is no part of it. */
  String file();

  /** Whether servers of a major version have what it is about. */
  boolean runsOn(int major);

  /** The items of {@code coverage.txt} that it shows. */
  List<String> covers();

  /**
   * Makes it, backs it up, restores it, compares.
   *
   * @param server where, with no other case running on it
   * @param folder for files
   * @throws AssertionError if something is lost or changed
   */
  void run(TestPostgres server, Path folder);
}
