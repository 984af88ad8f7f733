package dev.lifeboat.restore.names;

import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One text of SQL in which schemas get other names: where they qualify names, in constants that the
 * server reads as names, after the word SCHEMA and in {@code SET search_path}. Other constants,
 * bodies of functions among them, stay as they are. For one text.
 */
final class SchemaNames {
  /** Types whose constants are names; see PostgreSQL's documentation, "Object Identifier Types". */
  private static final Set<String> NAME_TYPES =
      Set.of(
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regtype");

  private final Map<String, String> schemas;
  private final List<Token> all;
  private final List<Integer> places;
  private final Set<String> inTexts = new TreeSet<>();

  SchemaNames(String sql, Map<String, String> schemas) {
    this.schemas = schemas;
    this.all = SqlTokens.of(sql);
    this.places =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).kind() != Kind.SPACE)
            .boxed()
            .toList();
  }

  /** Which schemas' names are in constants that stay as they are, perhaps for another reason. */
  Set<String> inTexts() {
    return inTexts;
  }

  /** The text under the other names. */
  String text() {
    return SqlTokens.text(all);
  }

  /** Renames what qualifies names, what casts say is a name, and the search paths of functions. */
  SchemaNames qualifiers() {
    for (int i = 0; i < places.size(); i++) {
      Token token = token(i);
      if (token.isName() && token(i + 1).is('.') && !token(i - 1).is('.')) {
        rename(i);
      } else if (token.isPlainText() && isCast(i, NAME_TYPES)) {
        set(i, Sql.literal(new SchemaNames(token.content(), schemas).qualifiers().text()));
      } else if (token.isPlainText() && isCast(i, Set.of("regnamespace"))) {
        set(i, Sql.literal(new SchemaNames(token.content(), schemas).names().text()));
      } else if (token.is("search_path") && token(i - 1).is("set")) {
        searchPath(i + 1);
      } else {
        noteText(token);
      }
    }
    return this;
  }

  /** Renames what follows the word SCHEMA, in statements that hold no expressions. */
  SchemaNames afterSchema() {
    for (int i = 0; i < places.size(); i++) {
      if (token(i).is("schema")) {
        int name = i + 1;
        while (token(name).is("if") || token(name).is("not") || token(name).is("exists")) {
          name++;
        }
        rename(name);
        while (token(name + 1).is(',')) {
          name += 2;
          rename(name);
        }
      }
    }
    return this;
  }

  /** Makes a schema only if there is none of its name. */
  SchemaNames unlessThere() {
    if (token(0).is("create") && token(1).is("schema") && !token(2).is("if")) {
      all.set(places.get(1), new Token(Kind.WORD, "SCHEMA IF NOT EXISTS"));
    }
    return this;
  }

  /** Renames qualifiers in all plain constants, which are names. */
  SchemaNames constants() {
    for (int i = 0; i < places.size(); i++) {
      if (token(i).isPlainText()) {
        set(i, Sql.literal(new SchemaNames(token(i).content(), schemas).qualifiers().text()));
      }
    }
    return this;
  }

  /** Renames the constant that follows the constant {@code schemaname}, as statistics have it. */
  SchemaNames statistics() {
    for (int i = 0; i < places.size(); i++) {
      if (token(i).text().equals("'schemaname'") && token(i + 2).isPlainText()) {
        String schema = token(i + 2).content();
        set(i + 2, Sql.literal(schemas.getOrDefault(schema, schema)));
      }
    }
    return this;
  }

  /**
   * Schemas whose name something else has as well: an alias, a table. What stands before a dot may
   * be either then.
   *
   * @param known the schemas that relations can be in
   */
  Set<String> ambiguous(Set<String> known) {
    Set<String> qualifying = new HashSet<>();
    Set<String> others = new TreeSet<>();
    for (int i = 0; i < places.size(); i++) {
      Token token = token(i);
      if (!token.isName() || !schemas.containsKey(token.name())) {
        continue;
      }
      if (token(i + 1).is('.')) {
        qualifying.add(token.name());
      } else if (isOther(i, known)) {
        others.add(token.name());
      }
    }
    others.retainAll(qualifying);
    return others;
  }

  private boolean isOther(int i, Set<String> known) {
    Token before = token(i - 1);
    if (before.is('.')) {
      return known.contains(token(i - 2).name());
    }
    if (before.is("as")) {
      return token(i - 2).is(')');
    }
    boolean begins = token(i + 1).is("as") && token(i + 2).is('(');
    return before.is(')')
        || begins
        || before.kind() == Kind.QUOTED_NAME
        || (before.kind() == Kind.WORD && !isBeforeColumns(before));
  }

  private static boolean isBeforeColumns(Token word) {
    return switch (word.name()) {
      case "select",
          "distinct",
          "where",
          "and",
          "or",
          "not",
          "by",
          "on",
          "when",
          "then",
          "else",
          "case",
          "between",
          "in",
          "like",
          "ilike",
          "is",
          "having",
          "set",
          "return",
          "returning",
          "values",
          "any",
          "all",
          "some",
          "to",
          "policy",
          "rule",
          "out",
          "inout",
          "variadic",
          "limit",
          "offset" ->
          true;
      default -> false;
    };
  }

  private SchemaNames names() {
    for (int i = 0; i < places.size(); i++) {
      rename(i);
    }
    return this;
  }

  private boolean isCast(int i, Set<String> types) {
    if (!token(i + 1).is(':') || !token(i + 2).is(':')) {
      return false;
    }
    boolean qualified = token(i + 3).is("pg_catalog") && token(i + 4).is('.');
    Token type = token(qualified ? i + 5 : i + 3);
    return type.isName() && types.contains(type.name());
  }

  private void searchPath(int from) {
    if (!token(from).is("to") && !token(from).is('=')) {
      return;
    }
    int i = from + 1;
    while (token(i).isName() || token(i).isPlainText()) {
      String schema = token(i).isName() ? token(i).name() : token(i).content();
      String other = schemas.get(schema);
      if (other != null) {
        set(i, token(i).isName() ? Sql.identifier(other) : Sql.literal(other));
      }
      i += token(i + 1).is(',') ? 2 : all.size();
    }
  }

  private void noteText(Token token) {
    if (token.kind() != Kind.TEXT && token.kind() != Kind.DOLLAR_TEXT) {
      return;
    }
    for (String schema : schemas.keySet()) {
      if (word(schema).matcher(token.text()).find()) {
        inTexts.add(schema);
      }
    }
  }

  private static Pattern word(String name) {
    return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])");
  }

  private void rename(int i) {
    if (token(i).isName()) {
      String other = schemas.get(token(i).name());
      if (other != null) {
        set(i, Sql.identifier(other));
      }
    }
  }

  private void set(int i, String text) {
    Kind kind = text.charAt(0) == '"' ? Kind.QUOTED_NAME : Kind.TEXT;
    all.set(places.get(i), new Token(kind, text));
  }

  /** The token at a place, or one that is nothing. */
  private Token token(int i) {
    return i >= 0 && i < places.size() ? all.get(places.get(i)) : new Token(Kind.SPACE, " ");
  }
}
