package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where backups are kept. */
final class RepositoryOption {
  @Option(
      names = "--repo",
      required = true,
      paramLabel = "LOC",
      description =
          "Where backups are kept: a directory, file:///…, or"
              + " s3://bucket/prefix?endpoint=…&region=…&path-style=true, with credentials as the AWS"
              + " command line finds them.")
  private String location;

  /** A repository to write to, which may be a new one. */
  Storage openNew() {
    return Location.parse(location).open();
  }

  /** A repository to read, which must be there. */
  Storage open() {
    Location parsed = Location.parse(location);
    Optional<Path> missing = parsed.directory().filter(directory -> !Files.isDirectory(directory));
    if (missing.isPresent()) {
      throw new RefusedException(
          "There is no repository in '%s': no such directory; check --repo"
              .formatted(missing.get()));
    }
    return parsed.open();
  }
}
