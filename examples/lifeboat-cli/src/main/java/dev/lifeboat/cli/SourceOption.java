package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.error.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose backups are meant. */
final class SourceOption {
  @Option(names = "--source", paramLabel = "NAME", description = "Only backups of this source.")
  private @Nullable String name;

  /**
   * The source that is meant; empty for all of them.
   *
   * @throws RefusedException if the repository has nothing of it
   */
  Optional<String> in(Lifeboat lifeboat) {
    if (name == null) {
      return Optional.empty();
    }
    List<String> known = lifeboat.repository().sourcesWithData();
    if (!known.contains(name)) {
      throw new RefusedException(
          "There is no source '%s' in %s; %s"
              .formatted(
                  Words.shown(name),
                  lifeboat.repository().location(),
                  known.isEmpty()
                      ? "nothing was backed up there"
                      : "give one of " + String.join(", ", known)));
    }
    return Optional.of(name);
  }
}
