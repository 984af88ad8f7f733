package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.VerificationKey;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where backups are kept, and which of them are trusted. */
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

  @Option(
      names = "--verify-key",
      paramLabel = "RW…|FILE",
      description =
          "A public key whose signatures are trusted, as keygen --signing or minisign -G made it;"
              + " every other backup is refused then. May be given several times.")
  private List<String> trusted = List.of();

  /** A repository to write to, which may be a new one. */
  Storage openNew() {
    return Location.parse(location).open();
  }

  /** Begins to compose what works on the repository. */
  Lifeboat.Builder lifeboat(Storage storage, Verb verb) throws IOException {
    Lifeboat.Builder lifeboat = Lifeboat.builder().storage(storage).listener(verb.progress());
    return trusted.isEmpty() ? lifeboat : lifeboat.verification(Minisign.verifying(keys()));
  }

  private List<VerificationKey> keys() throws IOException {
    List<VerificationKey> keys = new ArrayList<>();
    for (String text : trusted) {
      keys.add(
          KeyArgument.isFile(text)
              ? VerificationKey.read(Path.of(text))
              : UsageException.onRefusal(() -> VerificationKey.parse(text)));
    }
    return keys;
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
