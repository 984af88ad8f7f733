package dev.lifeboat.archive;

import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of a script while it is read: what stands under one title. For one thread. */
final class ScriptEntry {
  /** Far enough for the name of what a statement is about, and its schema. */
  private static final int MAX_HEAD = 1024;

  private static final int MAX_TOKENS = 8;

  /**
   * The comment by which {@code pg_restore} knows that rows may belong to other partitions, so that
   * it empties no table before. INSERT statements do not tell whether they do.
   */
  private static final String ANY_PARTITION = "-- load via partition root or not\n";

  private final int dumpId;
  private final ScriptTitle title;
  private final Section section;
  private final String tablespace;
  private final String accessMethod;
  private final StringBuilder definition = new StringBuilder();
  private final List<Integer> dependencies = new ArrayList<>();
  private String tag;
  private @Nullable String copyStatement;
  private boolean hasData;

  /**
   * An object.
   *
   * @param dumpId its number
   * @param title what stands above it
   * @param section where it belongs
   * @param tablespace that was set for it
   * @param accessMethod that was set for it
   */
  ScriptEntry(
      int dumpId, ScriptTitle title, Section section, String tablespace, String accessMethod) {
    this.dumpId = dumpId;
    this.title = title;
    this.tag = title.tag();
    this.section = section;
    this.tablespace = tablespace;
    this.accessMethod = accessMethod;
  }

  int dumpId() {
    return dumpId;
  }

  ScriptTitle title() {
    return title;
  }

  Section section() {
    return section;
  }

  /** States that another entry comes before it. */
  void needs(int other) {
    dependencies.add(other);
  }

  /** Adds a statement, without the semicolon at its end. */
  void add(String statement) {
    if (title.description().equals("TABLE")) {
      name(statement);
    }
    definition.append(statement).append(";\n");
  }

  /**
   * Takes the name of a table from a statement about it, since the title has it on one line, and
   * {@code pg_restore} makes statements of it.
   */
  void name(String statement) {
    List<SqlTokens.Token> tokens =
        SqlTokens.of(statement.substring(0, Math.min(statement.length(), MAX_HEAD))).stream()
            .filter(token -> token.kind() != SqlTokens.Kind.SPACE)
            .limit(MAX_TOKENS)
            .toList();
    tokens.stream()
        .filter(token -> token.isName() && Sql.comment(token.name()).equals(title.tag()))
        .findFirst()
        .ifPresent(token -> tag = token.name());
  }

  /** States that there is data, and the statement that loads it; null for INSERT statements. */
  void addData(@Nullable String copy) {
    hasData = true;
    copyStatement = copy;
    if (copy == null && title.description().equals(TocEntry.TABLE_DATA)) {
      definition.append(ANY_PARTITION);
    }
  }

  boolean hasData() {
    return hasData;
  }

  /** The entry. */
  TocEntry entry() {
    return new TocEntry(
        dumpId,
        new CatalogId(0, 0),
        tag,
        title.description(),
        section,
        definition.toString(),
        "",
        copyStatement,
        title.namespace(),
        tablespace,
        title.description().equals("TABLE") ? accessMethod : null,
        (char) 0,
        "",
        dependencies,
        hasData);
  }
}
