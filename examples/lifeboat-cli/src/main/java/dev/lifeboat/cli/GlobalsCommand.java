package dev.lifeboat.cli;

import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "globals",
    description = "Write the roles and tablespaces of a server as a script for psql.")
final class GlobalsCommand extends Verb {
  @Option(names = "--db", paramLabel = "URL", description = DatabaseOption.DESCRIPTION)
  private @Nullable String database;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; nothing is overwritten.")
  private Path file;

  @Option(
      names = "--role-passwords",
      description = "Write the hashes of passwords too, which only a superuser may read.")
  private boolean passwords;

  @Mixin private NetworkOption network;

  @Override
  Answer run() throws IOException {
    GlobalsScope scope = passwords ? GlobalsScope.WITH_PASSWORDS : GlobalsScope.WITHOUT_PASSWORDS;
    Globals globals = Globals.read(network.to(DatabaseOption.read("--db", database, this)), scope);
    NewFile.write(file, globals::writeTo);
    return Answer.done(
        Documents.fields("file", file, "sizeBytes", Files.size(file)),
        paint().good("Roles and tablespaces are written"),
        "  to %s, %s".formatted(file, Words.size(Files.size(file))));
  }
}
