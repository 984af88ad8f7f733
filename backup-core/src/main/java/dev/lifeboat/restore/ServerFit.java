package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fits entries to a server that may be older than the source, or newer: settings that it does not
 * know are left out, which is warned of; what it cannot have is known before anything is changed.
 * For one archive, once.
 *
 * <p>What it does not know of, the server refuses by itself when the entry is restored.
 */
final class ServerFit {
  private static final int NAMED = 5;

  /** What a definition looks like that servers before some version cannot have. */
  private record Newer(ServerFeature feature, String what, Pattern shape) {
    Newer(ServerFeature feature, String what, String shape) {
      this(feature, what, Pattern.compile(shape));
    }
  }

  private static final List<Newer> NEWER =
      List.of(
          new Newer(
              ServerFeature.VIRTUAL_COLUMNS,
              "virtual generated columns",
              "^(?:CREATE|ALTER) (?:UNLOGGED |FOREIGN )?TABLE .* VIRTUAL COLUMN$"),
          new Newer(
              ServerFeature.UNENFORCED_CONSTRAINTS,
              "constraints that are not enforced",
              "^(?:CREATE|ALTER) (?:UNLOGGED |FOREIGN )?TABLE .*\\bNOT ENFORCED\\b"),
          new Newer(
              ServerFeature.NOT_NULL_CONSTRAINTS,
              "NOT NULL as a constraint of a table",
              "^ALTER TABLE .* ADD CONSTRAINT \\S+ NOT NULL\\b|^CREATE .*\\bNOT NULL NO INHERIT\\b|^CREATE (?:UNLOGGED |FOREIGN )?TABLE .*[(,] CONSTRAINT \\S+ NOT NULL \\S"),
          new Newer(
              ServerFeature.TEMPORAL_CONSTRAINTS,
              "constraints on periods",
              "^ALTER TABLE .*(?:\\bWITHOUT OVERLAPS\\b|\\( ?(?:[^()]* , )?PERIOD \\S+ \\))"),
          new Newer(
              ServerFeature.MAINTAIN_PRIVILEGE,
              "the privilege MAINTAIN",
              "(?:GRANT|REVOKE) (?:GRANT OPTION FOR )?[A-Z ,]*\\bMAINTAIN\\b"),
          new Newer(
              ServerFeature.BUILTIN_LOCALES,
              "collations of the provider builtin",
              "^CREATE COLLATION .*\\bPROVIDER = BUILTIN\\b"),
          new Newer(
              ServerFeature.ICU_RULES, "collations with rules", "^CREATE COLLATION .*\\bRULES ="),
          new Newer(
              ServerFeature.NULLS_NOT_DISTINCT,
              "keys whose nulls are not distinct",
              "\\bNULLS NOT DISTINCT\\b"),
          new Newer(
              ServerFeature.SECURITY_INVOKER,
              "views with the privileges of who reads them",
              "^CREATE VIEW .*\\bSECURITY_INVOKER ="),
          new Newer(
              ServerFeature.PUBLICATION_PARTS,
              "publications of schemas, columns or rows",
              "^ALTER PUBLICATION \\S+ ADD (?:TABLES IN SCHEMA\\b|TABLE ONLY \\S+ \\. \\S+ (?:\\(|WHERE\\b))"),
          new Newer(
              ServerFeature.SQL_BODIES,
              "routines with a body of SQL",
              "^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) .*\\b(?:BEGIN ATOMIC|RETURN)\\b"));

  private final ServerVersion server;
  private final List<Newer> newer;
  private final List<String> impossible = new ArrayList<>();
  private final TreeSet<String> leftOut = new TreeSet<>();
  private final UnknownConfiguration configuration;

  /**
   * For a server.
   *
   * @param settings whether it has a setting of a name
   */
  ServerFit(ServerVersion server, Predicate<String> settings) {
    this.server = server;
    this.configuration = new UnknownConfiguration(settings, leftOut);
    this.newer = NEWER.stream().filter(each -> !server.has(each.feature)).toList();
  }

  /** The entry as the server can take it; one that it cannot have is remembered. */
  TocEntry fitted(TocEntry entry) {
    return fittedToOlder(configuration.without(entry));
  }

  private TocEntry fittedToOlder(TocEntry entry) {
    if (newer.isEmpty() || entry.hasData() || entry.definition().isEmpty()) {
      return entry;
    }
    List<Token> tokens = SqlTokens.of(entry.definition());
    String shape = shape(tokens);
    for (Newer each : newer) {
      if (isWithBody(each, entry) && each.shape.matcher(shape).find()) {
        impossible.add(
            "%s (%s, from PostgreSQL %d on)"
                .formatted(Sql.oneLine(entry.title()), each.what, each.feature.since()));
      }
    }
    String definition = new UnknownSettings(server, leftOut).without(tokens, entry.definition());
    return definition.equals(entry.definition())
        ? entry
        : entry.withStatements(definition, entry.dropStatement(), entry.copyStatement());
  }

  /** What is left out, in a sentence. */
  List<String> warnings() {
    return leftOut.isEmpty()
        ? List.of()
        : List.of(
            "PostgreSQL %d does not know %s, which the archive sets; it is left out"
                .formatted(server.major(), String.join(", ", leftOut)));
  }

  /**
   * Requires that the server can have all entries.
   *
   * @throws RefusedException naming those that it cannot have
   */
  void requireAll() {
    if (!impossible.isEmpty()) {
      String named = impossible.stream().limit(NAMED).collect(Collectors.joining(", "));
      throw new RefusedException(
          "PostgreSQL %d cannot have %s%s; restore into a newer server, or leave them out by a list"
              .formatted(
                  server.major(),
                  named,
                  impossible.size() > NAMED
                      ? " and %d more".formatted(impossible.size() - NAMED)
                      : ""));
    }
  }

  private static boolean isWithBody(Newer each, TocEntry entry) {
    boolean routine =
        entry.description().equals("FUNCTION") || entry.description().equals("PROCEDURE");
    return (each.feature == ServerFeature.SQL_BODIES) == routine;
  }

  /** Key words in capitals, names as {@code x} and texts as {@code ''}, with one space between. */
  private static String shape(List<Token> tokens) {
    List<Token> all = tokens.stream().filter(token -> token.kind() != Kind.SPACE).toList();
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      boolean option = i + 1 < all.size() && all.get(i + 1).is('=');
      shape.append(i == 0 ? "" : " ").append(option ? option(all.get(i)) : shape(all.get(i)));
    }
    return shape + (hasVirtualColumn(all) ? " VIRTUAL COLUMN" : "");
  }

  /** The word STORED is not left out, VIRTUAL is. */
  private static boolean hasVirtualColumn(List<Token> tokens) {
    for (int i = 0; i + 3 < tokens.size(); i++) {
      boolean generated =
          tokens.get(i).is("generated")
              && tokens.get(i + 1).is("always")
              && tokens.get(i + 2).is("as")
              && tokens.get(i + 3).is('(');
      int after = generated ? afterParentheses(tokens, i + 3) : i;
      if (generated && (after >= tokens.size() || !tokens.get(after).is("stored"))) {
        return true;
      }
    }
    return false;
  }

  private static int afterParentheses(List<Token> tokens, int open) {
    int depth = 0;
    int i = open;
    do {
      depth += tokens.get(i).is('(') ? 1 : tokens.get(i).is(')') ? -1 : 0;
      i++;
    } while (depth > 0 && i < tokens.size());
    return i;
  }

  /** The names of options may be quoted as well. */
  private static String option(Token token) {
    boolean plain = token.isName() && token.name().matches("[a-z_]+");
    return plain ? token.name().toUpperCase(Locale.ROOT) : shape(token);
  }

  private static String shape(Token token) {
    return switch (token.kind()) {
      case WORD -> token.text().toUpperCase(Locale.ROOT);
      case QUOTED_NAME -> "x";
      case TEXT, DOLLAR_TEXT -> "''";
      default -> token.text();
    };
  }
}
