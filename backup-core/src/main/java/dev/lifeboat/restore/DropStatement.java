package dev.lifeboat.restore;

import dev.lifeboat.archive.LargeObjectGroup;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.List;

/** SQL that removes an object before it is restored. */
final class DropStatement {
  private static final String LARGE_OBJECT = "BLOB";

  private DropStatement() {}

  /** As the archive has it; empty where there is none. */
  static String of(TocEntry entry) {
    if (entry.description().equals(LargeObjectGroup.DESCRIPTION)) {
      return LargeObjectGroup.statements(
          entry, oid -> "SELECT pg_catalog.lo_unlink('%s');".formatted(oid));
    }
    return isComment(entry.dropStatement()) ? "" : entry.dropStatement();
  }

  /**
   * The same, which does nothing where the object is not there, as far as PostgreSQL can say so.
   */
  static String ifThere(TocEntry entry) {
    if (entry.description().equals(LargeObjectGroup.DESCRIPTION)) {
      return LargeObjectGroup.statements(entry, DropStatement::unlinkIfThere);
    }
    if (entry.description().equals(LARGE_OBJECT)) {
      return unlinkIfThere(entry.tag());
    }
    return isComment(entry.dropStatement()) ? "" : withIfExists(entry);
  }

  private static String unlinkIfThere(String oid) {
    return "SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid = '%s';"
        .formatted(oid);
  }

  /**
   * {@code IF EXISTS} follows the kind of what is dropped, and of the table that it is dropped
   * from.
   */
  private static String withIfExists(TocEntry entry) {
    List<Token> tokens = SqlTokens.of(entry.dropStatement());
    if (tokens.get(0).is("alter") && tokens.size() > 2 && tokens.get(2).is("table")) {
      insertAfter(tokens, 2);
    }
    int drop = indexOfDrop(tokens);
    if (drop >= 0 && !entry.description().equals("DEFAULT")) {
      insertAfter(tokens, endOfKind(tokens, drop, entry));
    }
    return SqlTokens.text(tokens);
  }

  private static int indexOfDrop(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("drop")) {
        return i;
      }
    }
    return -1;
  }

  /** Where the words of the kind end: those of the description, or CONSTRAINT. */
  private static int endOfKind(List<Token> tokens, int drop, TocEntry entry) {
    boolean constraint = entry.description().endsWith("CONSTRAINT");
    int words = constraint ? 1 : entry.description().split(" ").length;
    return Math.min(drop + 2 * words, tokens.size() - 1);
  }

  private static void insertAfter(List<Token> tokens, int place) {
    boolean already = place + 2 < tokens.size() && tokens.get(place + 2).is("if");
    if (!already) {
      tokens.add(place + 1, new Token(Kind.SPACE, " "));
      tokens.add(place + 2, new Token(Kind.WORD, "IF"));
      tokens.add(place + 3, new Token(Kind.SPACE, " "));
      tokens.add(place + 4, new Token(Kind.WORD, "EXISTS"));
    }
  }

  private static boolean isComment(String sql) {
    return sql.isBlank() || sql.stripLeading().startsWith("--");
  }
}
