package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plain script of {@code pg_dump} or Lifeboat into a directory archive, by the comments
 * that stand above its objects. Rows and large objects pass by as streams; all else is held.
 *
 * <p>The statements that give objects to their owners stay with those that make them, and how an
 * object is dropped no script tells: such an archive is restored whole, or by parts, but its owners
 * cannot be left out and nothing is dropped before.
 */
public final class ScriptUnpacking {
  private static final Pattern SETTING =
      Pattern.compile("SET (default_tablespace|default_table_access_method|search_path) = (.*)");

  /** Settings, and in scripts made with {@code --clean} what drops objects before. */
  private static final Pattern PREAMBLE =
      Pattern.compile(
          "(?:SET |SELECT pg_catalog\\.set_config\\(|DROP |ALTER .* DROP ).*", Pattern.DOTALL);

  private final ScriptReader script;
  private final FolderOutput folder;
  private final ScriptEntries entries = new ScriptEntries();
  private @Nullable ScriptTitle begun;
  private @Nullable ScriptEntry current;
  private boolean betweenTitles = true;
  private @Nullable String connected;
  private String textForm = "";
  private @Nullable OutputStream inserts;
  private @Nullable ScriptLargeObjects largeObjects;
  private String tablespace = "";
  private String accessMethod = "";

  private ScriptUnpacking(InputStream text, ScriptTrailer trailer, FolderOutput folder) {
    this.script = new ScriptReader(text, trailer);
    this.folder = folder;
  }

  /**
   * Unpacks a script.
   *
   * @param text its bytes, which the caller closes
   * @param folder where to; exists and is empty. After a failure it holds no whole archive
   * @param createdAt when the archive is said to be made, in UTC
   * @throws RefusedException if it is no script of these programs
   * @throws dev.lifeboat.error.DamagedException if it is truncated
   * @throws IOException if either fails
   */
  public static void unpack(InputStream text, Path folder, LocalDateTime createdAt)
      throws IOException {
    unpack(text, ScriptTrailer.REQUIRED, folder, createdAt, Events.silent("convert"));
  }

  /**
   * Unpacks a script that may lack its last comment.
   *
   * @param text its bytes, which the caller closes
   * @param trailer whether it must end as {@code pg_dump}'s do
   * @param folder where to; exists and is empty. After a failure it holds no whole archive
   * @param createdAt when the archive is said to be made, in UTC
   * @param events hears a warning where the trailer is missing
   * @throws RefusedException if it is no script of these programs
   * @throws dev.lifeboat.error.DamagedException if it is truncated
   * @throws IOException if either fails
   */
  public static void unpack(
      InputStream text, ScriptTrailer trailer, Path folder, LocalDateTime createdAt, Events events)
      throws IOException {
    ScriptUnpacking unpacking =
        new ScriptUnpacking(text, trailer, new FolderOutput(folder, Compression.DEFAULT));
    Toc toc = unpacking.read(createdAt);
    unpacking.script.missingTrailer().ifPresent(events::warn);
    unpacking.folder.contents(CustomFormat.tocFor(toc, Compression.DEFAULT));
  }

  private Toc read(LocalDateTime createdAt) throws IOException {
    try {
      for (Optional<ScriptPart> part = script.next(); part.isPresent(); part = script.next()) {
        begin(script.title());
        take(part.get());
      }
    } finally {
      close();
    }
    if (current == null) {
      throw noTitle(script.line());
    }
    requireOneForm();
    return entries.toc(script, createdAt);
  }

  /** Goes on to what stands under a title, if that is another one. */
  private void begin(@Nullable ScriptTitle title) throws IOException {
    if (title == null || title.equals(begun)) {
      return;
    }
    endStatements();
    requireOneForm();
    begun = title;
    betweenTitles = false;
    current = entries.begin(title, tablespace, accessMethod);
  }

  /** An archive has one encoding, and one way to read text constants. */
  private void requireOneForm() {
    String form = "%s, %s".formatted(script.encoding(), script.standardStrings());
    if (begun != null && !form.equals(textForm)) {
      throw new RefusedException(
          "The script goes on in another encoding or with other text constants before line %d; split it and convert each part"
              .formatted(script.line()));
    }
    textForm = form;
  }

  /**
   * A script of one database may go on in it, before anything of it is made; again after it has
   * given that database settings of its own.
   */
  private void connect(ScriptPart.Connect connect) {
    boolean elsewhere = connected != null && !connect.arguments().equals(connected);
    if (elsewhere || entries.makeMoreThanADatabase()) {
      throw new RefusedException(
          "Line %d of the script goes on in another database, '%s'; split the script and convert each part"
              .formatted(connect.line(), Sql.oneLine(connect.arguments())));
    }
    connected = connect.arguments();
    betweenTitles = true;
  }

  private void take(ScriptPart part) throws IOException {
    if (part instanceof ScriptPart.Connect connect) {
      connect(connect);
    } else if (part instanceof ScriptPart.Copy copy) {
      copy(copy, entry(copy.line()));
    } else if (part instanceof ScriptPart.Statement statement && !isSetting(statement)) {
      take(statement, entry(statement.line()));
    }
  }

  /** Settings come before the title of what they are for, or before all titles. */
  private boolean isSetting(ScriptPart.Statement statement) {
    Matcher setting = SETTING.matcher(statement.sql());
    if (setting.matches()) {
      String value = name(setting.group(2));
      switch (setting.group(1)) {
        case "default_tablespace" -> tablespace = value;
        case "search_path" -> entries.relyOnSearchPath();
        default -> accessMethod = value;
      }
      return true;
    }
    return betweenTitles && PREAMBLE.matcher(statement.sql()).matches();
  }

  private static String name(String sql) {
    List<SqlTokens.Token> tokens = SqlTokens.of(sql);
    return sql.equals("''") || tokens.isEmpty() ? "" : tokens.get(0).name();
  }

  private void take(ScriptPart.Statement statement, ScriptEntry entry) throws IOException {
    switch (entry.title().description()) {
      case TocEntry.LARGE_OBJECTS -> largeObjects(entry).take(statement);
      case TocEntry.TABLE_DATA -> {
        if (inserts == null) {
          entry.name(statement.sql());
          inserts = beginData(entry, null, statement.line());
        }
        inserts.write(script.encoding().encode(statement.sql() + ";\n"));
      }
      default -> entry.add(statement.sql());
    }
  }

  private void copy(ScriptPart.Copy copy, ScriptEntry entry) throws IOException {
    if (!entry.title().description().equals(TocEntry.TABLE_DATA)) {
      throw noTitle(copy.line());
    }
    entry.name(copy.sql());
    try (OutputStream out = beginData(entry, copy.sql() + ";\n", copy.line())) {
      copy.rows().transferTo(out);
      out.write(EndMarkerFilter.marker());
    }
  }

  private OutputStream beginData(ScriptEntry entry, @Nullable String copyStatement, long line)
      throws IOException {
    if (entry.hasData()) {
      throw noTitle(line);
    }
    entry.addData(copyStatement);
    return folder.data(MemberName.of(entry.entry(), ArchiveVersion.V1_14));
  }

  private ScriptLargeObjects largeObjects(ScriptEntry entry) throws IOException {
    if (largeObjects == null) {
      largeObjects = new ScriptLargeObjects(folder);
      entry.addData(null);
    }
    return largeObjects;
  }

  private void endStatements() throws IOException {
    if (inserts != null) {
      inserts.close();
      inserts = null;
    }
  }

  private void close() throws IOException {
    try {
      endStatements();
    } finally {
      if (largeObjects != null) {
        largeObjects.close();
      }
    }
  }

  private ScriptEntry entry(long line) {
    if (current == null || betweenTitles) {
      throw noTitle(line);
    }
    return current;
  }

  private static RefusedException noTitle(long line) {
    return new RefusedException(
        "Line %d of the script belongs under no comment of pg_dump that tells what it is; load the script into a database and dump that"
            .formatted(line));
  }
}
