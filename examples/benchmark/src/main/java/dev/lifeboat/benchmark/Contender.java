package dev.lifeboat.benchmark;

import java.nio.file.Path;
import java.util.List;

/**
 * Somebody who does the job.
 *
 * @param name as the report calls it
 * @param commands the programs, each reading what the one before writes; empty if one is missing
 * @param output what they write, a file or a folder; removed before each turn
 * @param missing why it cannot take part; empty if it can
 */
record Contender(String name, List<List<String>> commands, Path output, String missing) {
  Contender {
    commands = commands.stream().map(List::copyOf).toList();
  }

  static Contender of(String name, Path output, List<List<String>> commands) {
    return new Contender(name, commands, output, "");
  }

  static Contender missing(String name, String why) {
    return new Contender(name, List.of(), Path.of(""), why);
  }

  boolean takesPart() {
    return missing.isEmpty();
  }
}
