package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plain SQL script as {@code pg_dump} writes it for {@code psql}, statement by statement.
 * For one thread at a time.
 *
 * <p>It holds one statement at a time, of at most 64 MiB and a tenth of the heap, and never the
 * rows of a COPY. Of {@code psql}'s own commands it knows {@code \restrict} and {@code unrestrict},
 * which it holds to as {@code psql} does, {@code \encoding} and {@code \connect}; any other is
 * refused by name, as it could run a program. A script that begins as {@code pg_dump}'s do must end
 * as theirs do; otherwise it is reported as truncated, unless {@link ScriptTrailer#OPTIONAL} allows
 * that.
 */
public final class ScriptReader {
  private static final Pattern SETTING =
      Pattern.compile(
          "SET\\s+(client_encoding|standard_conforming_strings)\\s*(?:=|TO\\s)\\s*'?([^']+?)'?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENCODING = Pattern.compile("[A-Za-z0-9_-]{1,63}");
  private static final Pattern RESTRICTION = Pattern.compile("[A-Za-z0-9]{1,256}");
  private static final String SERVER_VERSION = "-- Dumped from database version ";
  private static final int MAX_SETTING = 256;
  private static final int MAX_LINE_BYTES = 64 * 1024;

  private final ScriptInput in;
  private final ScriptTrailer trailer;
  private @Nullable CopyRows rows;
  private TextEncoding encoding;
  private boolean standardStrings = true;
  private @Nullable ScriptTitle title;
  private String serverVersion = "";
  private @Nullable String restriction;
  private boolean begun;
  private int dumpsBegun;

  /**
   * Reads a script that says itself which encoding it is in, unless that is UTF-8.
   *
   * @param in its bytes; the caller goes on to own and close it
   */
  public ScriptReader(InputStream in) {
    this(in, ScriptTrailer.REQUIRED);
  }

  /**
   * Reads a script that says itself which encoding it is in, unless that is UTF-8.
   *
   * @param in its bytes; the caller goes on to own and close it
   * @param trailer whether it must end as {@code pg_dump}'s do if it begins so
   */
  public ScriptReader(InputStream in, ScriptTrailer trailer) {
    this(in, trailer, TextEncoding.UTF8);
  }

  /**
   * Reads statements of an archive.
   *
   * @param in their bytes; the caller goes on to own and close it
   * @param encoding that of the archive
   */
  public ScriptReader(InputStream in, TextEncoding encoding) {
    this(in, ScriptTrailer.REQUIRED, encoding);
  }

  private ScriptReader(InputStream in, ScriptTrailer trailer, TextEncoding encoding) {
    this.in = new ScriptInput(in);
    this.trailer = trailer;
    this.encoding = encoding;
  }

  /** Splits a text that holds only statements into them. */
  public static List<String> statements(String sql, TextEncoding encoding) {
    ScriptReader reader =
        new ScriptReader(new ByteArrayInputStream(encoding.encode(sql)), encoding);
    List<String> statements = new ArrayList<>();
    try {
      for (Optional<ScriptPart> part = reader.next(); part.isPresent(); part = reader.next()) {
        if (part.get() instanceof ScriptPart.Statement statement) {
          statements.add(statement.sql());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    return statements;
  }

  /** The line that is read next, from 1 on. */
  public long line() {
    return in.line();
  }

  /** The title under which the last part stands; null where it stands under none. */
  @Nullable ScriptTitle title() {
    return title;
  }

  /** The version of the server that the script says it comes from; empty where it does not. */
  String serverVersion() {
    return serverVersion;
  }

  /** The encoding of what was read last. */
  public TextEncoding encoding() {
    return encoding;
  }

  /** Whether text constants hold backslashes as they are. */
  boolean standardStrings() {
    return standardStrings;
  }

  /**
   * Reads the next part.
   *
   * @return the part, or empty at the end of the script
   * @throws DamagedException if the script is cut
   * @throws RefusedException if it holds a command of {@code psql} that is not taken
   * @throws IOException if it cannot be read
   */
  public Optional<ScriptPart> next() throws IOException {
    begin();
    if (rows != null) {
      rows.drain();
      rows = null;
    }
    Optional<ScriptPart> part = Optional.empty();
    while (part.isEmpty() && atStatement()) {
      part = in.peek() == '\\' ? command() : statement();
    }
    if (part.isEmpty() && trailer == ScriptTrailer.REQUIRED && dumpsBegun > 0) {
      throw new DamagedException(
          "The script is truncated: it ends at line %d without '%s'; copy it again, or allow the missing trailer (--allow-missing-trailer) if only that was removed"
              .formatted(in.line(), PlainFormat.LAST_COMMENT));
    }
    return part;
  }

  /**
   * What a person should know of a script that was read to its end without the trailer that it
   * should have; empty where it is whole.
   */
  public Optional<String> missingTrailer() {
    return dumpsBegun > 0
        ? Optional.of(
            "The script ends at line %d without '%s', which was allowed; if it was truncated, what followed is missing"
                .formatted(in.line(), PlainFormat.LAST_COMMENT))
        : Optional.empty();
  }

  /** Passes over white space, comments and empty statements; false at the end. */
  private boolean atStatement() throws IOException {
    for (int next = in.peek(); next >= 0; next = in.peek()) {
      if (Bytes.isSpace(next) || next == ';') {
        in.read();
      } else if (next == '-' && in.peek(1) == '-') {
        long line = in.line();
        noteComment(readLine(), line);
      } else if (next == '/' && in.peek(1) == '*') {
        StatementLexer.passBlockComment(in);
      } else {
        return true;
      }
    }
    return false;
  }

  private void noteComment(String bytes, long line) {
    String comment = encoding.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    ScriptTitle.of(comment, line).ifPresent(next -> title = next);
    if (comment.startsWith(SERVER_VERSION)) {
      serverVersion = comment.substring(SERVER_VERSION.length());
    }
    if (comment.equals(PlainFormat.FIRST_COMMENT)) {
      dumpsBegun++;
    } else if (comment.equals(PlainFormat.LAST_COMMENT)) {
      dumpsBegun--;
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      in.passByteOrderMark();
    }
  }

  private Optional<ScriptPart> command() throws IOException {
    in.read();
    ScriptCommand command = ScriptCommand.read(in);
    switch (command.name()) {
      case "restrict" -> restrict(command);
      case "unrestrict" -> unrestrict(command);
      case "encoding" -> setEncoding(command);
      case "connect", "c" -> {
        return Optional.of(connect(command));
      }
      default -> throw command.refused();
    }
    return Optional.empty();
  }

  /** From here on psql itself would take no command but the one that ends this. */
  private void restrict(ScriptCommand command) {
    if (restriction != null || !RESTRICTION.matcher(command.arguments()).matches()) {
      throw command.refused();
    }
    restriction = command.arguments();
  }

  private void unrestrict(ScriptCommand command) {
    if (!command.arguments().equals(restriction)) {
      throw command.refused();
    }
    restriction = null;
  }

  /** {@code pg_dump} writes it before it connects to a database whose name is no plain word. */
  private void setEncoding(ScriptCommand command) {
    if (restriction != null || !ENCODING.matcher(command.arguments()).matches()) {
      throw command.refused();
    }
    encoding = TextEncoding.of(command.arguments());
  }

  private ScriptPart connect(ScriptCommand command) {
    if (restriction != null || command.isFollowed()) {
      throw command.refused();
    }
    return new ScriptPart.Connect(command.arguments(), command.line());
  }

  private Optional<ScriptPart> statement() throws IOException {
    long line = in.line();
    StatementLexer lexer = new StatementLexer(in, standardStrings, encoding);
    String sql = lexer.read().decode(encoding);
    if (lexer.shape().takesRows()) {
      requireBlank(readLine(), line);
      passLineEnd();
      rows = new CopyRows(in, line);
      return Optional.of(new ScriptPart.Copy(sql, encoding, line, rows));
    }
    noteSetting(sql);
    return Optional.of(new ScriptPart.Statement(sql, line));
  }

  private void passLineEnd() throws IOException {
    if (in.peek() == '\r' && in.peek(1) == '\n') {
      in.read();
    }
    in.read();
  }

  private void noteSetting(String sql) {
    Matcher setting = SETTING.matcher(sql);
    if (sql.length() > MAX_SETTING || !setting.matches()) {
      return;
    }
    String value = setting.group(2);
    if (setting.group(1).equalsIgnoreCase("client_encoding")) {
      encoding = TextEncoding.of(value);
    } else {
      standardStrings = !value.toLowerCase(Locale.ROOT).equals("off");
    }
  }

  private static void requireBlank(String rest, long line) {
    if (!rest.isBlank()) {
      throw new RefusedException(
          "More follows the COPY statement of line %d on its line; put its rows on lines of their own"
              .formatted(line));
    }
  }

  /** The rest of a line up to its end; what is longer than any sensible line is left out. */
  private String readLine() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.peek(); next >= 0 && !Bytes.isLineEnd(next); next = in.peek()) {
      in.read();
      if (text.length() < MAX_LINE_BYTES) {
        text.append((char) next);
      }
    }
    return text.toString().stripTrailing();
  }
}
