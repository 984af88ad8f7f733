package dev.lifeboat.dump.catalog;

import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.DumpFilter.Names;
import dev.lifeboat.dump.scope.FilterKind;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.dump.scope.NamePattern;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what the rules of a filter match, asking the server once for each kind of rule. */
final class PatternMatching {
  /**
   * Relations; a name without a schema means one that the search path of the role finds, as for
   * {@code psql}.
   */
  private static final String RELATIONS =
      """
      SELECT p.number, c.oid::pg_catalog.text
      FROM %s
      JOIN pg_catalog.pg_class AS c ON c.relname OPERATOR(pg_catalog.~) p.name COLLATE pg_catalog."default"
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND {user_schema n}
        AND CASE WHEN p.qualifier IS NULL THEN c.oid = (
            SELECT r.oid FROM pg_catalog.unnest({path}) WITH ORDINALITY AS s(name, number)
            JOIN pg_catalog.pg_namespace AS i ON i.nspname = s.name
            JOIN pg_catalog.pg_class AS r ON r.relnamespace = i.oid AND r.relname = c.relname
            ORDER BY s.number LIMIT 1)
          ELSE n.nspname OPERATOR(pg_catalog.~) p.qualifier COLLATE pg_catalog."default" END
      """;

  private static final String CHILDREN =
      """
      WITH RECURSIVE family(oid, child) AS (
        SELECT o.oid, o.oid FROM pg_catalog.unnest(?::pg_catalog.oid[]) AS o(oid)
        UNION SELECT f.oid, i.inhrelid FROM family AS f
          JOIN pg_catalog.pg_inherits AS i ON i.inhparent = f.child)
      SELECT f.oid, f.child::pg_catalog.text FROM family AS f
      """;

  /** The rows of a partitioned table are those of its partitions. */
  private static final String PARTITIONS =
      CHILDREN + " JOIN pg_catalog.pg_class AS c ON c.oid = f.oid WHERE c.relkind = 'p'";

  private static final String SCHEMAS = named("pg_namespace", "nspname") + " WHERE {user_schema o}";

  /** Privileges on objects of system schemas can be left out. */
  private static final String EXCLUDED_SCHEMAS = named("pg_namespace", "nspname");

  private static final String EXTENSIONS = named("pg_extension", "extname");
  private static final String SERVERS = named("pg_foreign_server", "srvname");

  private static final String PATTERNS =
      "ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))"
          + " WITH ORDINALITY AS p(qualifier, name, number)";

  private final Session session;
  private final DumpFilter filter;
  private final String path;
  private final Map<FilterKind, Set<String>> matches = new EnumMap<>(FilterKind.class);
  private final Map<String, List<String>> predicates = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  PatternMatching(Session session, DumpFilter filter) throws SQLException {
    this.session = session;
    this.filter = filter;
    this.path = path(session);
  }

  Selection run() throws SQLException {
    for (FilterKind kind : FilterKind.values()) {
      List<FilterRule> rules = filter.rules(kind);
      if (!rules.isEmpty()) {
        requireDatabase(rules);
        match(kind, rules);
      }
    }
    requireMatch(FilterKind.SCHEMA);
    requireMatch(FilterKind.TABLE, FilterKind.TABLE_AND_CHILDREN);
    requireMatch(FilterKind.EXTENSION);
    return new Selection(filter, matches, predicates, warnings);
  }

  /**
   * The schemas that the search path of the role means, as SQL. The path is looked at and not
   * searched: whoever set it could run functions by the names of operators in what is asked here.
   */
  private static String path(Session session) throws SQLException {
    session.execute("SET search_path TO DEFAULT");
    try {
      return session
          .texts(
              "SELECT s.name FROM pg_catalog.unnest(pg_catalog.current_schemas(true)) AS s(name)")
          .stream()
          .map(Sql::literal)
          .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
    } finally {
      session.emptySearchPath();
    }
  }

  private void match(FilterKind kind, List<FilterRule> rules) throws SQLException {
    List<Set<String>> found = find(kind, rules.stream().map(FilterRule::pattern).toList());
    matches.put(kind, found.stream().flatMap(Set::stream).collect(Collectors.toSet()));
    for (int i = 0; i < rules.size(); i++) {
      if (found.get(i).isEmpty()) {
        noMatch(rules.get(i));
      }
      if (kind == FilterKind.WHERE) {
        String predicate = rules.get(i).predicate();
        found
            .get(i)
            .forEach(
                oid -> predicates.computeIfAbsent(oid, key -> new ArrayList<>()).add(predicate));
      }
    }
  }

  /** Rules that choose the same must match something together. */
  private void requireMatch(FilterKind... kinds) {
    List<FilterRule> rules = Stream.of(kinds).flatMap(kind -> filter.rules(kind).stream()).toList();
    if (!rules.isEmpty()
        && Stream.of(kinds).allMatch(kind -> matches.getOrDefault(kind, Set.of()).isEmpty())) {
      throw nothing(rules);
    }
  }

  private void noMatch(FilterRule rule) {
    if (filter.names() == Names.STRICT && rule.kind().chooses()
        || rule.kind() == FilterKind.WHERE
        || rule.kind() == FilterKind.INCLUDE_FOREIGN_DATA) {
      throw nothing(List.of(rule));
    }
    warnings.add("Nothing matches " + Sql.oneLine(rule.toString()) + "; the rule does nothing");
  }

  private RefusedException nothing(List<FilterRule> rules) {
    return new RefusedException(
        "Nothing in the source matches %s; see that the names are right, a schema stands before those that need one, and capital letters are in double quotes"
            .formatted(
                Sql.oneLine(
                    rules.stream().map(FilterRule::toString).collect(Collectors.joining(" ")))));
  }

  /** What each pattern matches, in the order of the patterns. */
  private List<Set<String>> find(FilterKind kind, List<NamePattern> patterns) throws SQLException {
    String query =
        switch (kind) {
          case SCHEMA -> SCHEMAS;
          case EXCLUDE_SCHEMA -> EXCLUDED_SCHEMAS;
          case WHERE -> RELATIONS + " AND c.relkind IN ('r', 'p', 'f')";
          case EXTENSION, EXCLUDE_EXTENSION -> EXTENSIONS;
          case INCLUDE_FOREIGN_DATA -> SERVERS;
          default -> RELATIONS;
        };
    List<Set<String>> found = new ArrayList<>();
    patterns.forEach(pattern -> found.add(new HashSet<>()));
    String asked = query.formatted(PATTERNS).replace("{path}", path);
    ask(asked, patterns, (number, name) -> found.get(number - 1).add(name));
    if (kind.withChildren()) {
      addChildren(CHILDREN, found);
    } else if (kind == FilterKind.WHERE) {
      addChildren(PARTITIONS, found);
    }
    return found;
  }

  private void ask(String query, List<NamePattern> patterns, Match match) throws SQLException {
    Object qualifiers =
        session
            .connection()
            .createArrayOf("text", patterns.stream().map(PatternMatching::qualifier).toArray());
    Object names =
        session
            .connection()
            .createArrayOf("text", patterns.stream().map(NamePattern::regex).toArray());
    try {
      session.query(
          QueryWords.replace(query, session.version()),
          row -> match.found(row.getInt(1), row.getString(2)),
          qualifiers,
          names);
    } catch (SQLException e) {
      if (PostgresFailure.state(e).equals("2201B")) {
        throw new RefusedException(
            "A pattern among %s is no valid regular expression: %s; put names with special characters in double quotes"
                .formatted(Sql.oneLine(patterns.toString()), PostgresFailure.message(e)),
            e);
      }
      throw e;
    }
  }

  private static String qualifier(NamePattern pattern) {
    return pattern.qualifier().map(NamePattern.Part::regex).orElse(null);
  }

  private void addChildren(String query, List<Set<String>> found) throws SQLException {
    Map<String, Set<String>> families = new LinkedHashMap<>();
    String parents =
        found.stream().flatMap(Set::stream).distinct().collect(Collectors.joining(",", "{", "}"));
    session.query(
        query,
        row ->
            families
                .computeIfAbsent(row.getString(1), key -> new HashSet<>())
                .add(row.getString(2)),
        parents);
    for (Set<String> each : found) {
      Set<String> children = new HashSet<>();
      each.forEach(parent -> children.addAll(families.getOrDefault(parent, Set.of())));
      each.addAll(children);
    }
  }

  /** A pattern may name the database, but only this one. */
  private void requireDatabase(List<FilterRule> rules) throws SQLException {
    String database = session.text("SELECT pg_catalog.current_database()");
    for (FilterRule rule : rules) {
      boolean schema = rule.kind() == FilterKind.SCHEMA || rule.kind() == FilterKind.EXCLUDE_SCHEMA;
      (schema ? rule.pattern().qualifier() : rule.pattern().outerQualifier())
          .filter(part -> !part.name().equals(database))
          .ifPresent(
              part -> {
                throw new RefusedException(
                    "The pattern '%s' names the database '%s', and the source is '%s'; leave the database out"
                        .formatted(
                            Sql.oneLine(rule.pattern().text()),
                            Sql.oneLine(part.name()),
                            Sql.oneLine(database)));
              });
    }
  }

  /** Takes a match of the pattern with a number, from 1 on. */
  @FunctionalInterface
  private interface Match {
    void found(int number, String name);
  }

  private static String named(String catalog, String column) {
    return "SELECT p.number, o.%s FROM %s JOIN pg_catalog.%s AS o ON o.%s OPERATOR(pg_catalog.~) p.name COLLATE pg_catalog.\"default\""
        .formatted(column, "%s", catalog, column);
  }
}
