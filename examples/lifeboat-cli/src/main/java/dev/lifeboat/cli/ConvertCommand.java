package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "convert",
    description = "Write an archive of pg_dump or Lifeboat in another form, without a database.")
final class ConvertCommand extends Verb {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description = "The archive: a file or a directory; its first bytes tell its kind.")
  private Path from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "What to write; nothing is overwritten.")
  private Path to;

  @Mixin private FormatOptions format;
  @Mixin private CompressionOption compression;

  @Override
  Answer run() throws IOException {
    ArchiveFormat wanted = format.format(compression.given(), this);
    try (DumpFile dump = DumpFile.open(from)) {
      if (!(dump instanceof DumpFile.Archive archive)) {
        throw new RefusedException(
            "'%s' is a script, which only archives are converted to; load it into a database and dump that"
                .formatted(from));
      }
      DumpOutput.write(archive.source(), wanted, to);
    }
    long sizeBytes = DumpOutput.sizeBytes(to);
    return Answer.done(
        Documents.fields("from", from, "file", to, "sizeBytes", sizeBytes),
        paint().good("%s is converted".formatted(from)),
        "  to %s, %s".formatted(to, Words.size(sizeBytes)));
  }
}
