package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds as SQL goes into a script as it is. It must be statements alone: whoever
 * made the archive could otherwise have {@code psql} run programs when the script is.
 */
final class PlainStatements {
  private final TextEncoding encoding;

  PlainStatements(TextEncoding encoding) {
    this.encoding = encoding;
  }

  /** Gives the definition of an entry back if it is statements. */
  String checked(TocEntry entry, String definition) throws IOException {
    ScriptReader reader = reader(new ByteArrayInputStream(encoding.encode(definition)));
    for (Optional<ScriptPart> part = next(entry, reader);
        part.isPresent();
        part = next(entry, reader)) {
      if (!(part.get() instanceof ScriptPart.Statement)) {
        throw refused(entry);
      }
    }
    return definition;
  }

  /** Gives the statement that loads the rows of an entry, if it is that alone. */
  String checkedCopy(TocEntry entry) throws IOException {
    String copy = entry.copyStatement() == null ? "" : entry.copyStatement().stripTrailing();
    String script = copy + "\n\\.\n";
    ScriptReader reader = reader(new ByteArrayInputStream(encoding.encode(script)));
    boolean alone =
        next(entry, reader).filter(ScriptPart.Copy.class::isInstance).isPresent()
            && next(entry, reader).isEmpty();
    if (!alone) {
      throw refused(entry);
    }
    return copy;
  }

  /** Writes rows that an archive holds as statements. */
  void write(TocEntry entry, InputStream rows, OutputStream out) throws IOException {
    ScriptReader reader = reader(rows);
    for (Optional<ScriptPart> part = next(entry, reader);
        part.isPresent();
        part = next(entry, reader)) {
      if (!(part.get() instanceof ScriptPart.Statement statement)) {
        throw refused(entry);
      }
      out.write(encoding.encode(statement.sql()));
      out.write(";\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private ScriptReader reader(InputStream sql) {
    return new ScriptReader(sql, encoding);
  }

  private static Optional<ScriptPart> next(TocEntry entry, ScriptReader reader) throws IOException {
    try {
      return reader.next();
    } catch (DamagedException | RefusedException e) {
      throw refused(entry, e);
    }
  }

  private static RefusedException refused(TocEntry entry) {
    return refused(entry, null);
  }

  private static RefusedException refused(TocEntry entry, @Nullable Throwable cause) {
    return new RefusedException(
        "%s holds something else than statements, which psql could take for a command; find out who made the archive"
            .formatted(Sql.oneLine(entry.title())),
        cause);
  }
}
