package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.ScriptUnpacking;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "convert",
    description =
        "Write an archive or a script of pg_dump or Lifeboat in another form, without a database.")
final class ConvertCommand extends Verb {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description =
          "The archive (a file or a directory) or script; which of them it is, its first bytes tell.")
  private Path from;

  @Mixin private OutputOption output;
  @Mixin private FormatOptions format;
  @Mixin private CompressionOption compression;
  @Mixin private TrailerOption ending;

  @Override
  Answer run() throws IOException {
    OutputForm form = format.form(output, compression.given(), this);
    long sizeBytes = output.write(this, path -> convert(form.format(), path)).sizeBytes();
    return output.answer(
        this,
        Documents.fields(
            "from",
            from,
            "file",
            output.name(),
            "format",
            form.kind().option(),
            "sizeBytes",
            sizeBytes),
        paint().good("%s is converted to %s".formatted(from, form.words())),
        "  to %s, %s".formatted(output.words(), Words.size(sizeBytes)));
  }

  private Path convert(ArchiveFormat wanted, Path to) throws IOException {
    try (DumpFile dump = DumpFile.open(from)) {
      convert(dump, wanted, to);
    }
    return to;
  }

  private void convert(DumpFile dump, ArchiveFormat wanted, Path to) throws IOException {
    if (dump instanceof DumpFile.Archive archive) {
      DumpOutput.write(archive.source(), wanted, to);
    } else if (dump instanceof DumpFile.Script script) {
      Path unpacked = to.resolveSibling(to.getFileName() + ".unpacked-" + UUID.randomUUID());
      try {
        NewFolder.write(
            unpacked,
            folder ->
                ScriptUnpacking.unpack(
                    script.text(),
                    ending.trailer(),
                    folder,
                    LocalDateTime.now(ZoneOffset.UTC).withNano(0),
                    events("convert")));
        DumpOutput.writeCopy(unpacked, wanted, to);
      } finally {
        NewFolder.remove(unpacked);
      }
    }
  }
}
