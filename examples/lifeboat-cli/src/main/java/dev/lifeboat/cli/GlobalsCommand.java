package dev.lifeboat.cli;

import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import java.io.IOException;
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

  @Mixin private OutputOption output;

  @Option(
      names = "--role-passwords",
      description = "Write the hashes of passwords too, which only a superuser may read.")
  private boolean passwords;

  @Mixin private NetworkOption network;

  @Override
  Answer run() throws IOException {
    NamedForm.requireScript(output.name());
    GlobalsScope scope = passwords ? GlobalsScope.WITH_PASSWORDS : GlobalsScope.WITHOUT_PASSWORDS;
    Globals globals = Globals.read(network.to(DatabaseOption.read("--db", database, this)), scope);
    long sizeBytes = output.write(this, path -> write(globals, path)).sizeBytes();
    return output.answer(
        this,
        Documents.fields("file", output.name(), "sizeBytes", sizeBytes),
        paint().good("Roles and tablespaces are written"),
        "  to %s, %s".formatted(output.words(), Words.size(sizeBytes)));
  }

  private Globals write(Globals globals, Path file) throws IOException {
    if (passwords) {
      NewFile.writePrivately(file, globals::writeTo);
    } else {
      NewFile.write(file, globals::writeTo);
    }
    return globals;
  }
}
