package dev.lifeboat.archive;

import dev.lifeboat.postgres.TextEncoding;
import java.io.InputStream;

/** A piece of a plain SQL script. */
public sealed interface ScriptPart {
  /** The line of the script in which it begins, from 1 on. */
  long line();

  /**
   * A statement.
   *
   * @param sql its text, without the semicolon at its end
   * @param line where it begins
   */
  record Statement(String sql, long line) implements ScriptPart {}

  /**
   * A COPY statement with the rows that follow it.
   *
   * @param sql the statement, without the semicolon at its end
   * @param encoding of the rows
   * @param line where it begins
   * @param rows the rows without the end marker; to be read before the next part is asked for
   */
  record Copy(String sql, TextEncoding encoding, long line, InputStream rows)
      implements ScriptPart {}

  /**
   * The command {@code \connect}, which goes on in another database.
   *
   * @param arguments what follows it
   * @param line where it stands
   */
  record Connect(String arguments, long line) implements ScriptPart {}
}
